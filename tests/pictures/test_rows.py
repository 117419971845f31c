"""The order of places in a picture, for any credits between them."""

from hypothesis import given
from hypothesis import strategies as st

from claims.pictures.rows import crossings, downwards, layers, spread, untangled, without_circles

COUNT = 8
edges = st.lists(
    st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)).filter(lambda edge: edge[0] != edge[1]),
    max_size=20,
    unique=True,
)


@given(edges)
def test_with_some_credits_turned_no_place_goes_back_to_itself(given_edges):
    straight, turned = without_circles(COUNT, given_edges)

    assert turned <= set(given_edges)
    assert {frozenset(edge) for edge in straight} == {frozenset(edge) for edge in given_edges}
    order = {one: at for at, one in enumerate(downwards(COUNT, straight))}
    assert sorted(order) == list(range(COUNT))
    assert all(order[one] < order[other] for one, other in straight)


@given(edges)
def test_a_credit_leads_to_a_later_layer(given_edges):
    straight, _turned = without_circles(COUNT, given_edges)
    ends = [one for one in range(COUNT) if one not in {first for first, _other in straight}]

    found = layers(downwards(COUNT, straight), straight, ends)

    assert all(found[one] < found[other] for one, other in straight)
    assert len({found[end] for end in ends if any(other == end for _one, other in straight)}) <= 1


def test_credits_that_cross_are_untangled():
    tangled = [(0, 5), (1, 4), (2, 3)]

    assert crossings([[0, 1, 2], [3, 4, 5]], tangled) == 3
    assert crossings(untangled([[0, 1, 2], [3, 4, 5]], tangled), tangled) == 0


def test_an_order_without_crossings_is_kept_where_the_middles_would_make_one():
    rows, edges = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], [(2, 5), (2, 6), (3, 7), (4, 9), (7, 9)]

    assert crossings(untangled(rows, edges), edges) == 0


between = st.tuples(st.integers(0, 4), st.integers(5, 9)) | st.tuples(st.integers(5, 9), st.integers(10, 14))


@given(st.lists(between, max_size=20, unique=True))
def test_untangling_never_makes_more_crossings(edges):
    rows = [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11, 12, 13, 14]]

    found = untangled(rows, edges)

    assert crossings(found, edges) <= crossings(rows, edges)
    assert [sorted(row) for row in found] == rows


@given(st.lists(st.tuples(st.floats(-500, 500), st.integers(1, 90)), min_size=1, max_size=12), st.integers(0, 300))
def test_a_column_stays_in_its_height_and_its_boxes_apart(column, room):
    wished, heights = [wish for wish, _height in column], [height for _wish, height in column]
    most = sum(heights) + 12 * (len(heights) - 1) + room

    tops = spread(wished, heights, 12, most)

    assert tops[0] >= -1e-6
    assert tops[-1] + heights[-1] <= most + 1e-6
    pairs = zip(tops, heights, tops[1:], strict=False)
    assert all(top + height + 12 <= below + 1e-6 for top, height, below in pairs)


def test_a_box_that_has_the_room_stands_where_it_is_wished():
    assert spread([10, 100], [20, 20], 12, 200) == [10, 100]
    assert spread([300, 300], [20, 20], 12, 200) == [148, 180]
