"use strict";

const test = require("node:test");
const assert = require("node:assert/strict");
const { unpack } = require("../../assets/standalone.js");

// A line of three new points, (1, -1), (2, -1), (2, 0), then the same one backwards: geodash/packing.py.
const LINES = "D" + "M" + "CB" + "CA" + "AC" + "D" + "OB";

test("packed lines are read onward and backward", () => {
  const data = [{ coordinates: 0, focus: true, ref: "x" }, { type: "MultiLineString", coordinates: [1, 0] }, null];
  const line = [[0.1, -0.1], [0.2, -0.1], [0.2, 0]];
  assert.deepEqual(unpack({ data, scale: 10, lines: LINES }), [
    { coordinates: line, focus: true, ref: "x" },
    { type: "MultiLineString", coordinates: [line.slice().reverse(), line] },
    null,
  ]);
});

test("nothing unpacks to nothing", () => assert.deepEqual(unpack({ data: { areas: [] }, scale: 1, lines: "" }), { areas: [] }));
