import assert from "node:assert/strict";
import test from "node:test";
import m from "../../assets/22-mercator.js";

test("a scale bar is 1, 2 or 5 times a power of ten, as long as fits", () => {
  for (const [perPixel, most, label] of [[4900, 110, "500 km"], [95, 110, "10 km"], [50, 110, "5 km"], [1.7, 110, "100 m"], [52000, 110, "5,000 km"], [0.9, 84, "50 m"], [10, 100, "1 km"]]) {
    const bar = m.scaleBar(perPixel, most);
    assert.equal(bar.label, label);
    assert.ok(bar.px <= most + 1e-6 && bar.px > most / 2.6);
    assert.ok(Math.abs(bar.px * perPixel - bar.metres) < 1e-6);
  }
});

test("a scale bar speaks the page's language and counts in its units", () => {
  assert.equal(m.scaleBar(95, 110, { km: "{n} كم" }).label, "10 كم");
  for (const [perPixel, label] of [[4900, "200 miles"], [95, "5 miles"], [10, "0.5 miles"]]) {
    const bar = m.scaleBar(perPixel, 110, { units: "miles" });
    assert.equal(bar.label, label);
    assert.ok(bar.px <= 110 + 1e-6 && bar.px > 110 / 2.6);
    assert.ok(Math.abs(bar.px * perPixel - bar.metres) < 1e-6);
  }
});

test("a pixel at 60 degrees is half of one at the equator", () => {
  assert.ok(Math.abs(m.metresPerPixel(60, 256) / m.metresPerPixel(0, 256) - 0.5) < 1e-9);
  assert.ok(Math.abs(m.metresPerPixel(0, 256) - 156543.03) < 0.01);
});

test("latitudes and longitudes come back", () => {
  for (const v of [-80, -33.9, 0, 31.4, 78.2]) assert.ok(Math.abs(m.lat(m.y(v)) - v) < 1e-9);
  for (const v of [-180, 0, 51.5, 199]) assert.ok(Math.abs(m.lon(m.x(v)) - v) < 1e-9);
  assert.ok(Math.abs(m.y(-90) - 1) < 1e-6, "the poles end at the square's edge");
});

test("across the antimeridian longitudes count on", () => {
  const turn = m.turner([160, 48, -150, 73]);
  assert.equal(turn(170), 170);
  assert.equal(turn(-165), 195);
  assert.deepEqual(m.unbroken([160, 48, -150, 73]), [160, 48, 210, 73]);
  const same = m.turner([-180, -56, 180, 78]);
  assert.equal(same(-180), -180);
  assert.equal(same(180), 180);
});

test("a frame holds its panel, at the shape a surface asks for", () => {
  const ground = [18, 14, 73, 47];
  for (const width of [340, 390, 696, 900]) {
    const f = m.frame({ bbox: [27, 21, 64, 41], ground_bbox: ground }, width);
    assert.ok(f.bbox[0] <= 27 + 1e-9 && f.bbox[1] <= 21 + 1e-9 && f.bbox[2] >= 64 - 1e-9 && f.bbox[3] >= 41 - 1e-9);
    assert.ok(f.bbox[0] >= ground[0] - 1e-9 && f.bbox[2] <= ground[2] + 1e-9, "no blank ground");
    const aspect = width / f.height;
    assert.ok(width < 560 ? aspect <= 1.2 : aspect > 1.27 && aspect < 1.76, `${width}: ${aspect}`);
  }
});

test("without spare ground a frame is exactly its bbox", () => {
  const bbox = [34.1, 31.1, 34.7, 31.7], f = m.frame({ bbox }, 700);
  f.bbox.forEach((v, i) => assert.ok(Math.abs(v - bbox[i]) < 1e-9));
});

test("ground given on the other side of the antimeridian is turned to its panel", () => {
  const f = m.frame({ bbox: [-172, 50, -150, 66], ground_bbox: [176, 46, -140, 70] }, 700);
  assert.ok(f.ground[0] <= f.bbox[0] && f.ground[2] >= f.bbox[2]);
});

test("outer rings turn one way, holes the other", () => {
  const outer = [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]], hole = [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]];
  const area = (p) => { let a = 0; for (let i = 2; i < p.length; i += 2) a += (p[i - 2] - p[i]) * (p[i - 1] + p[i + 1]); return Math.sign(a); };
  for (const rings of [[outer, hole], [outer.slice().reverse(), hole], [outer, hole.slice().reverse()]]) {
    const [a, b] = m.flatten({ type: "Polygon", coordinates: rings }, (l) => l);
    assert.notEqual(area(a.points), area(b.points));
    assert.equal(area(a.points), area(m.flatten({ type: "Polygon", coordinates: [outer] }, (l) => l)[0].points));
  }
});

test("every kind of geometry is read, and none too", () => {
  const turn = (l) => l, line = [[0, 0], [1, 1]];
  assert.equal(m.flatten(null, turn).length, 0);
  assert.equal(m.flatten({ type: "GeometryCollection", geometries: [{ type: "LineString", coordinates: line }, { type: "MultiLineString", coordinates: [line, line] }] }, turn).length, 3);
  assert.equal(m.flatten({ type: "Point", coordinates: [0, 0] }, turn).length, 0);
});

test("an outline leaves out what was only cut by the panel's ground", () => {
  const ring = m.flatten({ type: "Polygon", coordinates: [[[0, 0], [10, 0], [10, 5], [5, 8], [0, 5], [0, 0]]] }, (l) => l);
  const clip = { x0: m.x(0), x1: m.x(10), y0: m.y(20), y1: m.y(0) };
  const lines = m.outline(ring, clip);
  assert.equal(lines.length, 1);
  assert.equal(lines[0].points.length, 6); // (10, 5) → (5, 8) → (0, 5)
});
