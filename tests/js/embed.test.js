"use strict";

const test = require("node:test");
const assert = require("node:assert/strict");
const embeds = require("../../assets/embed/embed.js");

test("a story is named by its data or by the script's folder", () => {
  assert.deepEqual(embeds.told("https://maps.example/x/embed.js?v=1#y", { story: "talks" }), { id: "talks", page: "https://maps.example/x/talks/" });
  assert.deepEqual(embeds.told("https://maps.example/x/talks/embed.js", {}), { id: "talks", page: "https://maps.example/x/talks/" });
  for (const story of ["повінь", encodeURIComponent("повінь")]) assert.equal(embeds.told("https://maps.example/embed.js", { story }).page, "https://maps.example/%D0%BF%D0%BE%D0%B2%D1%96%D0%BD%D1%8C/");
});

test("flags are handed on, and nothing else", () => {
  assert.equal(embeds.told("https://maps.example/embed.js", { story: "t", dark: "auto", plain: "", select: "e&6", target: "#x", other: "1" }).page, "https://maps.example/t/?dark=auto&plain=true&select=e%266");
});

test("a height is a number of px within reason", () => {
  const told = (height) => embeds.heightOf({ "datawrapper-height": { t: height } });
  assert.deepEqual([told(612), told("612"), told(612.2)], [612, 612, 613]);
  for (const other of [0, -1, NaN, Infinity, 1e6, "x", null, {}, "612px;position:fixed"]) assert.equal(told(other), null);
  for (const other of [null, undefined, "x", 1, [], {}, { "datawrapper-height": null }, { "datawrapper-height": 5 }, { "datawrapper-height": {} }]) assert.equal(embeds.heightOf(other), null);
});

test("a message sizes the frame that sent it", () => {
  const frame = () => ({ contentWindow: {}, set: [], style: { setProperty(...given) { this.given = given; } } });
  const [one, two] = [frame(), frame()];
  embeds.frames.push(one, two);
  embeds.heard({ source: two.contentWindow, data: { "datawrapper-height": { t: 700 } } });
  embeds.heard({ source: {}, data: { "datawrapper-height": { t: 1 } } });
  embeds.heard({ source: null, data: { "datawrapper-height": { t: 1 } } });
  assert.deepEqual([one.style.given, two.style.given], [undefined, ["height", "700px"]]);
});
