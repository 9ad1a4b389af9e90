import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import lettering from "../../assets/24-lettering.js";
import mercator from "../../assets/22-mercator.js";
import scenes from "../../assets/28-scene.js";

const load = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url)));
const style = load("../../assets/map_style.json");
const measure = (text) => text.length * 6.8;

/* The view that Leaflet would give: the panel's frame at a width. */
function home(panel, width) {
  const frame = mercator.frame(panel, width), [w, , e, n] = frame.bbox, scale = (width * 360) / (e - w);
  return { width, height: frame.height, narrow: width < 560, padding: 0.3, scale, ox: mercator.x(w) * scale, oy: mercator.y(n) * scale, dx: 0, dy: 0 };
}

function composed(name, width) {
  const panel = load(`../fixtures/panels/${name}.json`), model = scenes.read(panel, style);
  return { panel, model, ...scenes.compose(model, home(panel, width), style, measure) };
}

test("marks stand where Web Mercator puts them", () => {
  const { panel, marks } = composed("region", 700), frame = mercator.frame(panel, 700), [w, , e] = frame.bbox;
  const beirut = marks[0];
  assert.ok(Math.abs(beirut.tx - ((35.5 - w) / (e - w)) * 700) < 0.01);
  assert.ok(beirut.seen);
});

test("marks at one spot are moved apart, near ones to at least the reach of a finger, and no farther than they must", () => {
  const view = { width: 700, height: 450 }, at = (x, y) => ({ x, y, tx: x, ty: y });
  const crowd = scenes.spread([at(300, 200), at(300, 200), at(304, 203), at(500, 300)], view);
  for (let i = 0; i < 4; i++) for (let j = i + 1; j < 4; j++) assert.ok(Math.hypot(crowd[i].x - crowd[j].x, crowd[i].y - crowd[j].y) >= scenes.APART - 1);
  assert.deepEqual([crowd[3].x, crowd[3].y], [500, 300]);
  assert.ok(crowd.every((m) => Math.hypot(m.x - m.tx, m.y - m.ty) < 2 * scenes.APART));
});

test("a country's outline and fill come from the base area of its ref", () => {
  const { model, shapes } = composed("region", 700), iran = model.shapes.findIndex((s) => s.shape.ref === "IR");
  assert.match(shapes[iran].fill, /^M.*Z$/);
  assert.match(shapes[iran].line, /^M[^Z]*$/);
});

test("a name that the story tells is not told again by the ground", () => {
  const { model } = composed("region", 700);
  assert.ok(!model.ground.some((l) => l.id === "l:IR" || l.id === "l:QA" || l.text === "Gulf of Oman"));
  assert.ok(model.ground.some((l) => l.id === "l:EG"));
});

test("lines lie over areas, and proposals over all", () => {
  const { model } = composed("close", 700);
  assert.deepEqual(model.shapes.map((s) => s.shape.symbol), ["area", "fuzzy", "zone", "proposed-line"]);
});

test("a close-up's outline is never smaller than can be pressed or seen", () => {
  const { insets } = composed("region", 340);
  assert.ok(insets[0].x1 - insets[0].x0 >= style.symbols.inset.minSize - 1e-9);
});

test("across the antimeridian east stays east", () => {
  const { marks } = composed("antimeridian", 700), [nome, air] = marks;
  assert.ok(nome.tx > air.tx && air.tx > 0 && nome.tx < 700);
});

test("points nearer than half a pixel are left out, ends are kept", () => {
  const points = [0, 0, 0.1, 0.1, 5, 5, 5.1, 5.1];
  assert.deepEqual([...scenes.onScreen(points, 1, 0, 0)].map((v) => Math.round(v * 10) / 10), [0, 0, 5, 5, 5.1, 5.1]);
  assert.equal(scenes.pathData([0, 0, 5, 5], 1, 2, true), "M1.0 2.0L6.0 7.0Z");
  assert.equal(scenes.pathData([], 0, 0, true), "");
});

for (const name of ["region", "close", "antimeridian"]) {
  for (const width of [340, 560, 700, 1000]) {
    test(`every story label of ${name} finds room at ${width} px`, () => {
      const { panel, scene } = composed(name, width), placed = new Map(lettering.layOut(scene).map((p) => [p.id, p.option]));
      for (const thing of [...panel.marks, ...panel.shapes, ...panel.notes]) {
        assert.ok(placed.has(thing.id), thing.id);
        if (width >= 560) for (const caption of thing.captions || []) assert.ok(placed.get(thing.id).block.lines.map((l) => l.text).join(" ").includes(caption), caption);
      }
    });
  }
}
