"""The picture of the complaint: nothing overlaps, and every name has its place."""

from tests.processes.complaint_files import (
    edges,
    flows,
    labels,
    lanes,
    nodes,
    pools,
    processes,
    segments,
    shapes,
)
from tests.processes.picture import BPMN, Box, kind


def test_everything_drawn_has_its_place_in_the_picture() -> None:
    shown = {
        *(pool.get("id") for pool in pools()),
        *(item.get("id") for item in [*lanes(), *nodes()]),
    }

    assert set(shapes()) == shown
    assert set(edges()) == {flow.get("id") for flow in flows()}
    assert all(len(points) >= 2 for points in edges().values())


def test_lanes_fill_their_pool_from_top_to_bottom() -> None:
    by_id = {each.get("id"): each for each in processes()}
    gaps = []
    for pool in pools():
        frame = shapes()[pool.get("id")]
        inside = by_id[pool.get("processRef")].iter(f"{BPMN}lane")
        bands = [shapes()[lane.get("id")] for lane in inside]
        edges_of_bands = [frame.y, *(band.y + band.height for band in bands)]
        begins = [band.y for band in bands]
        if [*begins, frame.y + frame.height] != edges_of_bands:
            gaps.append(pool.get("id"))

    assert len(pools()) == len(processes())
    assert gaps == []


def test_no_shape_lies_on_another() -> None:
    solid = [
        (node.get("id"), shapes()[node.get("id")])
        for node in nodes()
        if kind(node) not in ("subProcess", "boundaryEvent")
    ]

    pairs = [
        (name, other)
        for index, (name, here) in enumerate(solid)
        for other, there in solid[index + 1 :]
        if here.meets(there)
    ]

    assert pairs == []


def test_every_box_holds_what_belongs_to_it_and_nothing_else() -> None:
    boxes = [node for node in nodes() if kind(node) == "subProcess"]

    wrong = []
    for outer in boxes:
        inner = {node.get("id") for node in outer.iterdescendants()}
        around = {parent.get("id") for parent in outer.iterancestors()}
        frame = shapes()[outer.get("id")]
        for node in nodes():
            place = shapes()[node.get("id")]
            name = node.get("id")
            is_apart = name != outer.get("id") and name not in around
            is_on_border = node.get("attachedToRef") == outer.get("id")
            if is_apart and not is_on_border and (name in inner) != frame.holds(place):
                wrong.append((outer.get("id"), name))

    assert wrong == []


def test_boundary_events_sit_on_the_border_of_their_step() -> None:
    off = []
    for node in nodes():
        if kind(node) == "boundaryEvent":
            x, y = shapes()[node.get("id")].middle()
            host = shapes()[node.get("attachedToRef")]
            on_x = x in (host.x, host.x + host.width) and host.y <= y <= host.y + host.height
            on_y = y in (host.y, host.y + host.height) and host.x <= x <= host.x + host.width
            if not (on_x or on_y):
                off.append(node.get("id"))

    assert off == []


def test_arrows_run_square_and_touch_their_steps() -> None:
    slanted = [
        flow.get("id")
        for flow in flows()
        if any(piece.width and piece.height for piece in segments(flow.get("id")))
    ]
    detached = [
        flow.get("id")
        for flow in flows()
        for end, (x, y) in (
            ("sourceRef", edges()[flow.get("id")][0]),
            ("targetRef", edges()[flow.get("id")][-1]),
        )
        if not shapes()[flow.get(end)].meets(Box(x - 2, y - 2, 4, 4))
    ]

    assert slanted == []
    assert detached == []


def test_no_arrow_runs_through_a_step() -> None:
    solid = {
        node.get("id"): shapes()[node.get("id")]
        for node in nodes()
        if kind(node) not in ("subProcess", "boundaryEvent")
    }

    crossed = [
        (flow.get("id"), name)
        for flow in flows()
        for piece in segments(flow.get("id"))
        for name, place in solid.items()
        if name not in (flow.get("sourceRef"), flow.get("targetRef")) and piece.meets(place)
    ]

    assert crossed == []


def test_labels_lie_on_nothing_and_arrows_do_not_strike_them() -> None:
    solid = {
        node.get("id"): shapes()[node.get("id")] for node in nodes() if kind(node) != "subProcess"
    }
    written = list(labels().items())

    over_steps = [
        (name, other)
        for name, label in written
        for other, place in solid.items()
        if other != name and label.meets(place)
    ]
    over_labels = [
        (name, other)
        for index, (name, label) in enumerate(written)
        for other, there in written[index + 1 :]
        if label.meets(there)
    ]
    struck = [
        (flow.get("id"), name)
        for flow in flows()
        for piece in segments(flow.get("id"))
        for name, label in written
        if piece.meets(label)
    ]

    assert over_steps == []
    assert over_labels == []
    assert struck == []


def test_everything_named_beside_its_shape_has_a_place_for_the_name() -> None:
    beside = {
        item.get("id")
        for item in [*nodes(), *flows()]
        if item.get("name")
        and not kind(item).endswith("Task")
        and kind(item) not in ("subProcess", "callActivity")
    }

    assert set(labels()) == beside
