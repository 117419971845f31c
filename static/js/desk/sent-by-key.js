// What a key has sent, until that is answered or has failed: by the form of which id, where the focus belongs then (a
// selector), and whether the key chose its claims for this alone.

export let sentByKey = null;
export const noteSent = (what) => { sentByKey = what; };
