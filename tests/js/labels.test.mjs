import assert from "node:assert/strict";
import test from "node:test";
import labels from "../../assets/20-labels.js";

/* A small seeded generator, so that a failure can be repeated. */
function random(seed) {
  return () => {
    seed = (seed * 1664525 + 1013904223) % 4294967296;
    return seed / 4294967296;
  };
}

function crowd(seed, marks, optional) {
  const r = random(seed), width = 390 + r() * 400, height = 280 + r() * 300, items = [], obstacles = [];
  for (let i = 0; i < marks + optional; i++) {
    const id = `i${i}`, required = i < marks;
    const point = { x: r() * width, y: r() * height, r: 6 }, block = { w: 30 + r() * 150, h: 17 + Math.floor(r() * 3) * 15, first: 17 };
    if (required) obstacles.push({ x0: point.x - 7, y0: point.y - 7, x1: point.x + 7, y1: point.y + 7, owner: id });
    items.push({ id, required, priority: required ? i % 3 : 10 + (i % 5), options: [...labels.around(point, block), ...labels.ring([point], block, 22)] });
  }
  return { items, env: { width, height, obstacles } };
}

for (let seed = 1; seed <= 60; seed++) {
  test(`no label over another, a mark, a leader or the edge (seed ${seed})`, () => {
    const { items, env } = crowd(seed, 4 + (seed % 14), seed % 20);
    const placed = [...labels.place(items, env)].filter(([, o]) => o);
    for (const [id, o] of placed) {
      assert.ok(o.x0 >= labels.MARGIN && o.y0 >= labels.MARGIN && o.x1 <= env.width - labels.MARGIN && o.y1 <= env.height - labels.MARGIN, `${id} over the edge`);
      for (const b of env.obstacles) assert.ok(!labels.overlap(o, b, 0), `${id} on the mark of ${b.owner}`);
      for (const b of env.obstacles) assert.ok(!o.leader || b.owner === id || !labels.crosses(o.leader, b, 0), `${id}'s leader crosses ${b.owner}`);
    }
    for (let i = 0; i < placed.length; i++) {
      for (let j = i + 1; j < placed.length; j++) assert.ok(!labels.clash(placed[i][1], placed[j][1]), `${placed[i][0]} and ${placed[j][0]}`);
    }
  });
}

test("places the same labels for the same input", () => {
  const run = () => { const { items, env } = crowd(7, 12, 12); return JSON.stringify([...labels.place(items, env)]); };
  assert.equal(run(), run());
});

test("a story's label keeps its room against the ground's, whatever the order given", () => {
  const block = { w: 60, h: 16, first: 16 }, only = () => [labels.box(20, 20, block, { cost: 0, align: "start" })];
  const ground = { id: "ground", priority: 10, required: false, options: only() }, story = { id: "story", priority: 0, required: true, options: only() };
  for (const items of [[ground, story], [story, ground]]) {
    const chosen = labels.place(items, { width: 200, height: 100, obstacles: [] });
    assert.ok(chosen.get("story"));
    assert.equal(chosen.get("ground"), null);
  }
});

test("moves a label that is in the way, where both then fit", () => {
  const block = { w: 60, h: 16, first: 16 };
  const at = (x, cost) => labels.box(x, 20, block, { cost, align: "start" });
  const first = { id: "first", priority: 0, required: true, options: [at(20, 0), at(100, 1)] };
  const second = { id: "second", priority: 0, required: true, options: [at(22, 0)] };
  const chosen = labels.place([first, second], { width: 200, height: 100, obstacles: [] });
  assert.equal(chosen.get("first").x0, 100);
  assert.equal(chosen.get("second").x0, 22);
});

test("an optional label dearer than its limit is left out", () => {
  const block = { w: 60, h: 16, first: 16 }, item = { id: "a", priority: 1, required: false, limit: 5, options: [labels.box(20, 20, block, { cost: 3, align: "start" })] };
  const env = { width: 200, height: 100, obstacles: [], soft: () => 4 };
  assert.equal(labels.place([item], env).get("a"), null);
});

test("offers at least eight positions round a point, none on it", () => {
  const point = { x: 100, y: 100, r: 6 }, options = labels.around(point, { w: 80, h: 32, first: 17 });
  assert.ok(options.length >= 8);
  for (const o of options) assert.ok(!labels.overlap(o, { x0: 94, y0: 94, x1: 106, y1: 106 }, 0));
});

test("wraps evenly, keeps every word, and cuts only what cannot fit", () => {
  assert.deepEqual(labels.wrap("Hamas leader killed, place not stated", 28), ["Hamas leader killed,", "place not stated"]);
  assert.deepEqual(labels.wrap("short", 28), ["short"]);
  const long = "Israel demands to keep forces along this border; Hamas rejects it";
  assert.equal(labels.wrap(long, 26).join(" "), long);
  assert.ok(labels.wrap(long, 26).every((line) => line.length <= 26));
  assert.ok(labels.wrap("x".repeat(200), 20).every((line) => line.length <= 20));
  assert.deepEqual(labels.wrap("", 20), [""]);
});

test("a leader ends short of its anchor and outside its label", () => {
  const block = labels.box(100, 40, { w: 80, h: 30 }, {}), line = labels.leader({ x: 60, y: 55, r: 5 }, block);
  assert.ok(line[0] < block.x0 && line[2] > 60);
  assert.equal(labels.leader({ x: 98, y: 55, r: 5 }, block), null);
});

test("a line that passes a box is told from one that crosses it", () => {
  const b = { x0: 10, y0: 10, x1: 20, y1: 20 };
  assert.ok(labels.crosses([0, 0, 30, 30], b, 0));
  assert.ok(!labels.crosses([0, 12, 5, 30], b, 0));
  assert.ok(labels.crosses([0, 8, 30, 8], b, 3));
});
