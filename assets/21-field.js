/* A coarse raster of what lies where in the view: which area, which lines. Pure; screen pixels in, cells inside.
   It answers quickly whether a label would lie inside its country, on water, or across a coast. */
(function (root) {
  "use strict";

  const CELL = 6; // px: about a third of a label's height, 700 × 450 px in under 9,000 cells

  function create(width, height) {
    const cols = Math.ceil(width / CELL), rows = Math.ceil(height / CELL);
    return {
      cols, rows,
      ids: new Int16Array(cols * rows), // 0 is water, else the area's number
      lines: new Float32Array(cols * rows), // weight of the line through the cell
      hard: new Uint8Array(cols * rows), // 1 where a story's line runs
    };
  }

  /* Write `value` into the cells whose middle lies in the rings (even-odd); rings are flat [x, y, x, y …]. */
  function fill(field, target, rings, value) {
    const { cols, rows } = field, cuts = Array.from({ length: rows }, () => []);
    for (const ring of rings) {
      for (let i = 0; i + 3 < ring.length; i += 2) edge(ring[i], ring[i + 1], ring[i + 2], ring[i + 3]);
    }
    function edge(x0, y0, x1, y1) {
      if (y0 === y1) return;
      if (y0 > y1) [x0, y0, x1, y1] = [x1, y1, x0, y0];
      const first = Math.max(0, Math.ceil(y0 / CELL - 0.5)), last = Math.min(rows - 1, Math.ceil(y1 / CELL - 0.5) - 1);
      for (let row = first; row <= last; row++) cuts[row].push(x0 + (((row + 0.5) * CELL - y0) / (y1 - y0)) * (x1 - x0));
    }
    for (let row = 0; row < rows; row++) {
      const xs = cuts[row].sort((a, b) => a - b);
      for (let i = 0; i + 1 < xs.length; i += 2) {
        const from = Math.max(0, Math.ceil(xs[i] / CELL - 0.5)), to = Math.min(cols - 1, Math.ceil(xs[i + 1] / CELL - 0.5) - 1);
        for (let col = from; col <= to; col++) target[row * cols + col] = value;
      }
    }
  }

  /* Note a line (flat [x, y …]) in `target`, keeping the greater weight of a cell. */
  function trace(field, target, line, weight) {
    const { cols, rows } = field, width = cols * CELL, height = rows * CELL;
    for (let i = 0; i + 3 < line.length; i += 2) {
      const x0 = line[i], y0 = line[i + 1], x1 = line[i + 2], y1 = line[i + 3];
      if (Math.max(x0, x1) < 0 || Math.min(x0, x1) >= width || Math.max(y0, y1) < 0 || Math.min(y0, y1) >= height) continue;
      const steps = Math.min(Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)) / (CELL / 2)) || 1, 4000);
      for (let s = 0; s <= steps; s++) {
        const col = Math.floor((x0 + ((x1 - x0) * s) / steps) / CELL), row = Math.floor((y0 + ((y1 - y0) * s) / steps) / CELL);
        if (col < 0 || row < 0 || col >= cols || row >= rows) continue;
        const at = row * cols + col;
        if (target[at] < weight) target[at] = weight;
      }
    }
  }

  /* Sum over any box in constant time. */
  function summed(field, values) {
    const { cols, rows } = field, wide = cols + 1, table = new Float64Array(wide * (rows + 1));
    for (let row = 0; row < rows; row++) {
      let run = 0;
      for (let col = 0; col < cols; col++) {
        run += values[row * cols + col];
        table[(row + 1) * wide + col + 1] = table[row * wide + col + 1] + run;
      }
    }
    return (b) => {
      const [c0, c1, r0, r1] = cells(field, b);
      return table[r1 * wide + c1] - table[r0 * wide + c1] - table[r1 * wide + c0] + table[r0 * wide + c0];
    };
  }

  function cells(field, b) {
    const clamp = (v, max) => Math.min(Math.max(v, 0), max);
    return [clamp(Math.floor(b.x0 / CELL), field.cols), clamp(Math.ceil(b.x1 / CELL), field.cols),
      clamp(Math.floor(b.y0 / CELL), field.rows), clamp(Math.ceil(b.y1 / CELL), field.rows)];
  }

  /* Share (0–1) of the box's cells that hold one of the area `id`. */
  function share(field, ids, b, id) {
    const [c0, c1, r0, r1] = cells(field, b);
    let inside = 0;
    for (let row = r0; row < r1; row++) for (let col = c0; col < c1; col++) if (ids[row * field.cols + col] === id) inside++;
    return inside / Math.max(1, (c1 - c0) * (r1 - r0));
  }

  /* The number under a point, or 0. */
  function at(field, ids, x, y) {
    const col = Math.floor(x / CELL), row = Math.floor(y / CELL);
    return col < 0 || row < 0 || col >= field.cols || row >= field.rows ? 0 : ids[row * field.cols + col];
  }

  /* Cells' distance (in cells; 1 straight, 1.4 across) to the next cell of another number or to the view's edge. */
  function depth(field, ids) {
    const { cols, rows } = field, far = new Float32Array(cols * rows);
    const sweep = (first, past, step) => {
      for (let row = first; row !== past; row += step) {
        const edge = row === (step > 0 ? 0 : rows - 1);
        for (let n = 0; n < cols; n++) {
          const col = step > 0 ? n : cols - 1 - n, i = row * cols + col, id = ids[i], above = i - step * cols;
          if (!id) continue;
          const before = col === (step > 0 ? 0 : cols - 1), after = col === (step > 0 ? cols - 1 : 0);
          let d = step > 0 ? Infinity : far[i];
          d = Math.min(d, before || ids[i - step] !== id ? 0.5 : far[i - step] + 1, edge || ids[above] !== id ? 0.5 : far[above] + 1);
          if (!edge && !before) d = Math.min(d, ids[above - step] !== id ? 0.7 : far[above - step] + 1.4);
          if (!edge && !after) d = Math.min(d, ids[above + step] !== id ? 0.7 : far[above + step] + 1.4);
          far[i] = d;
        }
      }
    };
    sweep(0, rows, 1);
    sweep(rows - 1, -1, -1);
    return far;
  }

  /* What is seen of each number: {cells: [index], x, y (visual centre, px), box (px)}; Map number → part.
     The visual centre is the place nearest the centroid among those at least 0.6 as deep as the deepest. */
  function parts(field, ids) {
    const far = depth(field, ids), seen = new Map();
    for (let i = 0; i < ids.length; i++) {
      if (!ids[i]) continue;
      let part = seen.get(ids[i]);
      if (!part) seen.set(ids[i], (part = { cells: [], sx: 0, sy: 0, deepest: 0, c0: Infinity, c1: -1, r0: Infinity, r1: -1 }));
      const col = i % field.cols, row = (i - col) / field.cols;
      part.cells.push(i);
      part.sx += col; part.sy += row;
      part.deepest = Math.max(part.deepest, far[i]);
      part.c0 = Math.min(part.c0, col); part.c1 = Math.max(part.c1, col);
      part.r0 = Math.min(part.r0, row); part.r1 = Math.max(part.r1, row);
    }
    for (const part of seen.values()) {
      const cx = part.sx / part.cells.length, cy = part.sy / part.cells.length;
      let best = Infinity;
      for (const i of part.cells) {
        if (far[i] < part.deepest * 0.6) continue;
        const col = i % field.cols, row = (i - col) / field.cols, away = (col - cx) ** 2 + (row - cy) ** 2;
        if (away < best) { best = away; part.x = (col + 0.5) * CELL; part.y = (row + 0.5) * CELL; }
      }
      part.box = { x0: part.c0 * CELL, y0: part.r0 * CELL, x1: (part.c1 + 1) * CELL, y1: (part.r1 + 1) * CELL };
    }
    return seen;
  }

  const api = { CELL, create, fill, trace, summed, share, at, depth, parts };
  root.geodash = Object.assign(root.geodash || {}, { field: api });
  if (typeof module !== "undefined") module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
