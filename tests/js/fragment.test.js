"use strict";

const test = require("node:test");
const assert = require("node:assert/strict");
const { build, elements } = require("../../assets/32-fragment.js");

const create = (tag, props, ...children) => ({ tag, props, children });

test("nodes become elements and text stays text", () => {
  const node = ["p", { class: "x", "data-pick": "e1", "aria-pressed": "false" }, "<b>", ["strong", {}, "y"], null];
  assert.deepEqual(build(node, create), {
    tag: "p",
    props: { className: "x", "data-pick": "e1", "aria-pressed": "false" },
    children: ["<b>", { tag: "strong", props: {}, children: ["y"] }, null],
  });
});

test("unknown tags and attributes are left out", () => {
  assert.equal(build(["script", {}, "x"], create), null);
  assert.equal(build(["img", { src: "x" }], create), null);
  assert.deepEqual(build(["p", { onclick: "x", style: "y", dangerouslySetInnerHTML: "z" }], create).props, {});
});

test("only plain links stay", () => {
  const href = (value) => build(["a", { href: value }], create).props.href;
  for (const kept of ["https://example.org/", "http://example.org", "/", "#x"]) assert.equal(href(kept), kept);
  for (const cut of ["javascript:alert(1)", "data:text/html,x", "//example.org", " javascript:x", "vbscript:x"]) assert.equal(href(cut), undefined);
});

test("without React, elements are made of a document and text is appended as text", () => {
  const made = [];
  const document = { createElement: (tag) => { const e = { tag, attributes: {}, children: [], setAttribute(n, v) { e.attributes[n] = v; }, append(...c) { e.children.push(...c); } }; made.push(e); return e; } };
  build(["p", { class: "x", onclick: "y" }, "<b>", null, ["script", {}, "z"]], elements(document));
  assert.deepEqual([made.length, made[0].attributes, made[0].children], [1, { class: "x" }, ["<b>"]]);
});
