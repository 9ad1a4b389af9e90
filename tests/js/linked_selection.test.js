"use strict";

const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("node:path");
const linking = require("../../assets/linked_selection.js");
const cases = require(path.join(__dirname, "../fixtures/selection_cases.json"));

for (const { name, selection, lit } of cases.resolve) {
  test(`resolve: ${name}`, () => assert.deepEqual(linking.resolve(selection, cases.links), lit));
}

test("a selection survives its query", () => {
  for (const selection of [{}, { event: "e1" }, { event: "é&=?#%+ ", place: "gn:1", proposal: "p{1}", panel: "close-1" }]) {
    assert.deepEqual(linking.parse(linking.format(selection)), selection);
    assert.deepEqual(linking.parse("?" + linking.format(selection)), selection);
  }
});

test("strangers, empty and overlong values in a query are left out", () => {
  assert.deepEqual(linking.parse("utm_source=x&event=&place=" + "x".repeat(201) + "&panel=region"), { panel: "region" });
});

test("a second pick of the same control clears, another one replaces", () => {
  assert.deepEqual(linking.picked("event", "e1", {}), { event: "e1" });
  assert.deepEqual(linking.picked("event", "e1", { event: "e1" }), {});
  assert.deepEqual(linking.picked("event", "e1", { event: "e1", place: "town" }), { event: "e1" });
  assert.deepEqual(linking.picked("place", "town", { event: "e1" }), { place: "town" });
});

test("a mark with several events shows one after the other, then clears", () => {
  const pick = { place_id: "town", event_ids: ["e4", "e5"], proposal_ids: [] };
  const first = linking.pickedOnMap(pick, { event: "e1" });
  assert.deepEqual(first, { event: "e4", place: "town" });
  const second = linking.pickedOnMap(pick, first);
  assert.deepEqual(second, { event: "e5", place: "town" });
  assert.deepEqual(linking.pickedOnMap(pick, second), {});
});

test("a pick of an event's card, then of its mark, lights the mark's first event", () => {
  const pick = { place_id: "town", event_ids: ["e4", "e5"], proposal_ids: [] };
  assert.deepEqual(linking.pickedOnMap(pick, { event: "e5" }), { event: "e4", place: "town" });
});

test("a line, a note, an inset and a bare place can be picked", () => {
  const line = { place_id: "border", event_ids: [], proposal_ids: ["p1"] };
  assert.deepEqual(linking.pickedOnMap(line, {}), { proposal: "p1" });
  assert.deepEqual(linking.pickedOnMap(line, { proposal: "p1" }), {});
  assert.deepEqual(linking.pickedOnMap({ place_id: null, event_ids: [], proposal_ids: ["p2"] }, {}), { proposal: "p2" });
  assert.deepEqual(linking.pickedOnMap({ panel_id: "close-1" }, {}), { panel: "close-1" });
  assert.deepEqual(linking.pickedOnMap({ place_id: "qatar", event_ids: [], proposal_ids: [] }, {}), { place: "qatar" });
  assert.deepEqual(linking.pickedOnMap({ place_id: null, event_ids: [], proposal_ids: [] }, { event: "e1" }), {});
});

test("filters leave what they name", () => {
  assert.ok(linking.leaves("all", ["planned"]));
  assert.ok(linking.leaves("offmap", ["planned", "offmap"]));
  assert.ok(!linking.leaves("occurred", ["planned"]));
});
