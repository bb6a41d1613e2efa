// The list of sentences at the side: its items, which of them is shown, and the way to the next.

/** badges: [[text, whether it is bad news]] */
function listItem({ position, record }, badges) {
  const button = make("button", "", "sentence");
  button.type = "button";
  button.dataset.position = position;
  button.tabIndex = -1;
  const line = make("span", "", "badges");
  line.append(make("span", `#${record.id}`, "badge"), ...badges.map(([text, bad]) => make("span", text, bad ? "badge bad" : "badge")));
  const [source, target] = [make("span", record.source, "source"), make("span", record.target, "target")];
  source.lang = DATA.languages.src;
  target.lang = DATA.languages.tgt;
  button.append(source, target, line);
  const item = make("li");
  item.append(button);
  return item;
}

function markSentence() {
  const buttons = [...document.querySelectorAll(".sentence")];
  for (const button of buttons) {
    const isCurrent = Number(button.dataset.position) === state.sentence;
    button.setAttribute("aria-current", String(isCurrent));
    button.tabIndex = isCurrent ? 0 : -1;
  }
  if (buttons.length && !buttons.some((button) => button.tabIndex === 0)) buttons[0].tabIndex = 0;
}

/** The sentence before or after the current one in the list as it is filtered and sorted. */
function sentenceBeside(by) {
  const positions = [...document.querySelectorAll(".sentence")].map((button) => Number(button.dataset.position));
  const at = positions.indexOf(state.sentence);
  return positions[at < 0 ? 0 : Math.max(0, Math.min(at + by, positions.length - 1))];
}
