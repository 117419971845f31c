"""The site's addresses: what the public reads, and the desk. Sign-in, admin and health are in `config.urls`."""

from django.urls import path, register_converter

from .views.desk import accepted as desk_accepted
from .views.desk import appearances as desk_appearances
from .views.desk import approaches as desk_approaches
from .views.desk import articles as desk_articles
from .views.desk import assigning as desk_assigning
from .views.desk import bulk as desk_bulk
from .views.desk import captures as desk_captures
from .views.desk import claims as desk_claims
from .views.desk import copies as desk_copies
from .views.desk import evidence as desk_evidence
from .views.desk import lifecycle as desk_lifecycle
from .views.desk import lookups as desk_lookups
from .views.desk import marks as desk_marks
from .views.desk import names as desk_names
from .views.desk import notes as desk_notes
from .views.desk import particulars as desk_particulars
from .views.desk import presence as desk_presence
from .views.desk import queue as desk_queue
from .views.desk import responses as desk_responses
from .views.desk import saved_filters as desk_saved_filters
from .views.public import about, articles, changes, claims, entries, home, names, origins, site_map, speakers


class RecordNumber:
    """A row's number: 1 or more, and small enough for both databases."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(RecordNumber, "number")

public = [
    path("", home.home, name="home"),
    path("claims/", claims.claim_list, name="claim_list"),
    path("claims/<number:claim_id>/", claims.claim_redirect, name="claim_redirect"),
    path("claims/<number:claim_id>/revisions/", claims.claim_history, name="claim_history"),
    path("claims/<number:claim_id>/revisions/<number:number>/", claims.claim_revision, name="claim_revision"),
    path("claims/<number:claim_id>/revisions/<number:number>/cite.bib", claims.claim_bibtex, name="claim_bibtex"),
    path("claims/<number:claim_id>/revisions/<number:number>/cite.json", claims.claim_csl, name="claim_csl"),
    path("claims/<number:claim_id>/revisions/<number:number>/text.json", claims.claim_document, name="claim_document"),
    path("claims/<number:claim_id>/<slug:slug>/", claims.claim_detail, name="claim_detail"),
    path("articles/", articles.article_list, name="article_list"),
    path("articles/<number:article_id>/", articles.article_redirect, name="article_redirect"),
    path("articles/<number:article_id>/<slug:slug>/", articles.article_detail, name="article_detail"),
    path("speakers/", speakers.speaker_list, name="speaker_list"),
    path("speakers/<slug:slug>/", speakers.speaker_detail, name="speaker_detail"),
    path("outlets/<slug:slug>/", names.outlet_detail, name="outlet_detail"),
    path("topics/<slug:slug>/", names.topic_detail, name="topic_detail"),
    path("origins/<number:origin_id>/", origins.origin_detail, name="origin_detail"),
    path("changes/", changes.change_list, name="change_list"),
    path("corrections/", changes.correction_list, name="correction_list"),
    path("changes.atom", changes.changes_feed, name="changes_feed"),
    path("record/<number:sequence>/", entries.record_entry, name="record_entry"),
    path("record/<number:sequence>/text.json", entries.entry_document, name="entry_document"),
    path("about/", about.about, name="about"),
    path("about/method/", about.about_method, name="about_method"),
    path("about/record/", about.about_record, name="about_record"),
    path("about/record/entries.jsonl", about.record_entries, name="record_entries"),
    path("robots.txt", about.robots, name="robots"),
    path("sitemap.xml", site_map.site_map, name="site_map"),
    path("sitemap-<slug:section>.xml", site_map.site_map_section, name="site_map_section"),
]

desk = [
    path("desk/", desk_queue.desk_queue, name="desk_queue"),
    path("desk/accepted/", desk_accepted.forms_accepted, name="forms_accepted"),
    path("desk/bulk/", desk_bulk.claims_bulk, name="claims_bulk"),
    path("desk/filters/save/", desk_saved_filters.filter_save, name="filter_save"),
    path("desk/filters/<number:filter_id>/remove/", desk_saved_filters.filter_remove, name="filter_remove"),
    path("desk/articles/", desk_articles.article_desk_list, name="article_desk_list"),
    path("desk/articles/new/", desk_articles.article_new, name="article_new"),
    path("desk/articles/<number:article_id>/", desk_articles.article_desk, name="article_desk"),
    path("desk/articles/<number:article_id>/edit/", desk_articles.article_edit, name="article_edit"),
    path("desk/articles/<number:article_id>/text/", desk_articles.article_text, name="article_text"),
    path("desk/articles/<number:article_id>/put-back/", desk_articles.article_put_back, name="article_put_back"),
    path("desk/articles/<number:article_id>/copies/", desk_copies.article_copies, name="article_copies"),
    path("desk/articles/<number:article_id>/discard/", desk_articles.article_discard, name="article_discard"),
    path("desk/claims/new/", desk_claims.claim_new, name="claim_new"),
    path("desk/claims/<number:claim_id>/", desk_claims.claim_desk, name="claim_desk"),
    path("desk/claims/<number:claim_id>/changed/", desk_claims.claim_changed, name="claim_changed"),
    path("desk/claims/<number:claim_id>/preview/", desk_claims.claim_preview, name="claim_preview"),
    path("desk/claims/<number:claim_id>/edit/", desk_particulars.claim_edit, name="claim_edit"),
    path("desk/claims/<number:claim_id>/reword/", desk_particulars.claim_reword, name="claim_reword"),
    path("desk/claims/<number:claim_id>/mark/", desk_marks.claim_mark, name="claim_mark"),
    path("desk/claims/<number:claim_id>/undo/", desk_marks.mark_undo, name="mark_undo"),
    path("desk/claims/<number:claim_id>/notes/", desk_notes.note_list, name="note_list"),
    path("desk/notes/<number:note_id>/remove/", desk_notes.note_remove, name="note_remove"),
    path("desk/claims/<number:claim_id>/assign/", desk_assigning.claim_assign, name="claim_assign"),
    path("desk/claims/<number:claim_id>/presence/", desk_presence.presence_note, name="presence_note"),
    path("desk/claims/<number:claim_id>/publish/", desk_lifecycle.claim_publish, name="claim_publish"),
    path("desk/claims/<number:claim_id>/withdraw/", desk_lifecycle.claim_withdraw, name="claim_withdraw"),
    path("desk/claims/<number:claim_id>/discard/", desk_lifecycle.claim_discard, name="claim_discard"),
    path("desk/claims/<number:claim_id>/merge/", desk_lifecycle.claim_merge, name="claim_merge"),
    path("desk/claims/<number:claim_id>/split/", desk_lifecycle.claim_split, name="claim_split"),
    path("desk/claims/<number:claim_id>/appearances/new/", desk_appearances.appearance_new, name="appearance_new"),
    path("desk/appearances/<number:appearance_id>/", desk_appearances.appearance_edit, name="appearance_edit"),
    path(
        "desk/appearances/<number:appearance_id>/retract/",
        desk_appearances.appearance_retract,
        name="appearance_retract",
    ),
    path("desk/claims/<number:claim_id>/evidence/new/", desk_evidence.evidence_new, name="evidence_new"),
    path("desk/evidence/<number:evidence_id>/", desk_evidence.evidence_edit, name="evidence_edit"),
    path("desk/evidence/<number:evidence_id>/retract/", desk_evidence.evidence_retract, name="evidence_retract"),
    path("desk/claims/<number:claim_id>/approaches/new/", desk_approaches.approach_new, name="approach_new"),
    path("desk/approaches/", desk_approaches.approach_list, name="approach_list"),
    path("desk/approaches/<number:approach_id>/outcome/", desk_approaches.approach_outcome, name="approach_outcome"),
    path("desk/approaches/<number:approach_id>/", desk_approaches.approach_edit, name="approach_edit"),
    path(
        "desk/approaches/<number:approach_id>/retract/",
        desk_approaches.approach_retract,
        name="approach_retract",
    ),
    path("desk/responses/new/", desk_responses.response_new, name="response_new"),
    path("desk/responses/<number:response_id>/", desk_responses.response_edit, name="response_edit"),
    path("desk/responses/speaker/", desk_responses.speaker_known, name="speaker_known"),
    path("desk/responses/<number:response_id>/marking/", desk_responses.response_marking, name="response_marking"),
    path("desk/responses/<number:response_id>/captures/", desk_captures.capture_new, name="capture_new"),
    path("desk/captures/<number:capture_id>/", desk_captures.capture_file, name="capture_file"),
    path("desk/claims/<number:claim_id>/answers/new/", desk_responses.answer_new, name="answer_new"),
    path("desk/answers/<number:answer_id>/", desk_responses.answer_edit, name="answer_edit"),
    path("desk/answers/<number:answer_id>/retract/", desk_responses.answer_retract, name="answer_retract"),
    path("desk/lookups/claims/", desk_lookups.lookup_claims, name="lookup_claims"),
    path("desk/lookups/alike/", desk_lookups.lookup_alike, name="lookup_alike"),
    path("desk/lookups/speakers/", desk_lookups.lookup_speakers, name="lookup_speakers"),
    path("desk/lookups/bodies/", desk_lookups.lookup_bodies, name="lookup_bodies"),
    path("desk/lookups/named/", desk_lookups.lookup_named, name="lookup_named"),
    path("desk/lookups/outlets/", desk_lookups.lookup_outlets, name="lookup_outlets"),
    path("desk/lookups/topics/", desk_lookups.lookup_topics, name="lookup_topics"),
    path("desk/lookups/articles/", desk_lookups.lookup_articles, name="lookup_articles"),
    path("desk/lookups/origins/", desk_lookups.lookup_origins, name="lookup_origins"),
    path("desk/names/", desk_names.name_list, name="name_list"),
    path("desk/speakers/new/", desk_names.speaker_new, name="speaker_new"),
    path("desk/speakers/<number:speaker_id>/", desk_names.speaker_edit, name="speaker_edit"),
    path("desk/outlets/new/", desk_names.outlet_new, name="outlet_new"),
    path("desk/outlets/<number:outlet_id>/", desk_names.outlet_edit, name="outlet_edit"),
    path("desk/topics/new/", desk_names.topic_new, name="topic_new"),
    path("desk/topics/<number:topic_id>/", desk_names.topic_edit, name="topic_edit"),
]

urlpatterns = public + desk
