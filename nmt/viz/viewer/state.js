// What is chosen now, and the part of it that an address such as #s=3&v=cross&l=2&h=1 keeps.

const state = {
  sentence: 0, snapshot: DATA.snapshots.length - 1,
  view: "aligned", unit: "word", layer: 0, head: "mean",
  gold: false, threshold: null, // null: chosen by length
  pinned: null, pointed: null, // {side: "top" | "bottom", index}
  stepping: false, playing: null,
};

function currentRecord() {
  return recordsOf(state.snapshot)[state.sentence];
}

/** The token that speaks now: the one pointed at, else the one that was kept. */
function activeToken() {
  return state.pointed ?? state.pinned;
}

/** Lines below this weight are not drawn. Many words need more room, so fewer lines. */
function thresholdOf(record) {
  return state.threshold ?? (lengthOf(record) <= 12 ? 0.01 : 0.05);
}

/** Gold links join words, and it is the alignment that they judge. */
function showsGold(record) {
  return state.gold && canShowGold(record);
}

function canShowGold(record) {
  return record.gold !== null && state.view === "aligned" && state.unit === "word";
}

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const number = (key, count, fallback) => {
    const value = Number.parseInt(given.get(key), 10);
    return Number.isNaN(value) ? fallback : Math.max(0, Math.min(value, count - 1));
  };
  state.snapshot = number("t", DATA.snapshots.length, DATA.snapshots.length - 1);
  state.sentence = number("s", recordsOf(state.snapshot).length, 0);
  state.view = Object.hasOwn(VIEWS, given.get("v") ?? "") ? given.get("v") : "aligned";
  state.unit = given.get("u") === "piece" ? "piece" : "word";
  state.layer = number("l", 1000, 0);
  state.head = given.get("h") === "max" ? "max" : number("h", 1000, "mean");
  state.gold = given.get("g") === "1";
}

function writeAddress() {
  const parts = [["s", state.sentence]];
  if (DATA.snapshots.length > 1) parts.push(["t", state.snapshot]);
  if (state.view !== "aligned") parts.push(["v", state.view]);
  if (VIEWS[state.view].heads) parts.push(["l", state.layer], ["h", state.head]);
  if (state.unit === "piece") parts.push(["u", "piece"]);
  if (state.gold) parts.push(["g", 1]);
  history.replaceState(null, "", "#" + parts.map(([key, value]) => `${key}=${value}`).join("&"));
}
