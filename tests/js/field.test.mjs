import assert from "node:assert/strict";
import test from "node:test";
import field from "../../assets/21-field.js";

const rect = (x0, y0, x1, y1) => [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0];

test("fills what lies inside, and leaves holes", () => {
  const f = field.create(300, 200);
  field.fill(f, f.ids, [rect(30, 30, 270, 170), rect(120, 80, 180, 120)], 3);
  assert.equal(field.at(f, f.ids, 60, 100), 3);
  assert.equal(field.at(f, f.ids, 150, 100), 0);
  assert.equal(field.at(f, f.ids, 10, 100), 0);
  assert.equal(field.at(f, f.ids, -5, 900), 0);
});

test("the visual centre of a country partly in view lies in the part that is seen", () => {
  const f = field.create(300, 200);
  field.fill(f, f.ids, [rect(200, -4000, 9000, 4000)], 1);
  const part = field.parts(f, f.ids).get(1);
  assert.ok(Math.abs(part.x - 250) < 15 && Math.abs(part.y - 100) < 20, `${part.x}, ${part.y}`);
});

test("the visual centre lies inside a shape whose centroid does not", () => {
  const f = field.create(400, 400);
  const horseshoe = [40, 40, 360, 40, 360, 100, 120, 100, 120, 300, 360, 300, 360, 360, 40, 360, 40, 40];
  field.fill(f, f.ids, [horseshoe], 1);
  const part = field.parts(f, f.ids).get(1);
  assert.equal(field.at(f, f.ids, part.x, part.y), 1);
});

test("a country out of view has no part", () => {
  const f = field.create(300, 200);
  field.fill(f, f.ids, [rect(500, 0, 600, 200)], 1);
  assert.equal(field.parts(f, f.ids).get(1), undefined);
});

test("the share of a box on an area, and the lines under it, are counted", () => {
  const f = field.create(300, 198);
  field.fill(f, f.ids, [rect(0, 0, 150, 198)], 1);
  assert.equal(field.share(f, f.ids, { x0: 12, y0: 12, x1: 60, y1: 60 }, 1), 1);
  assert.equal(field.share(f, f.ids, { x0: 120, y0: 60, x1: 180, y1: 120 }, 1), 0.5);
  field.trace(f, f.lines, [0, 99, 300, 99], 1);
  const sum = field.summed(f, f.lines);
  assert.equal(sum({ x0: 60, y0: 90, x1: 120, y1: 120 }), 10);
  assert.equal(sum({ x0: 60, y0: 0, x1: 120, y1: 90 }), 0);
});

test("a line far longer than the view is traced in bounded time", () => {
  const f = field.create(300, 200), start = performance.now();
  field.trace(f, f.hard, [-1e7, 100, 1e7, 100], 1);
  assert.ok(performance.now() - start < 100);
});
