// A citizen's tablet: read the documents, then sign. An example of the API; take what you need.
//
// The token comes behind the # of the address (from the official's QR code), so that it is sent to
// no server as a part of an address and stands in no log. It stays in this tab and nowhere else.

const MM_PER_PIXEL = 25.4 / 96;
const WIDTHS = [600, 900, 1200, 1600, 2200]; // of a page on the screen, in pixels
const CLOSEST = 0.25; // mm between two points of a stroke
const MOST_POINTS = 5500;
const STRAY = "通信できませんでした。もう一度押してください。";

const SHOWN = `query ShownDocuments { shownDocuments {
  cityName signerName expiresAt
  documents { id title contentHash consent mustBeSigned isSigned
    pages { number widthMm heightMm path text } } } }`;
const SIGN = `mutation SignDocuments($input: SignDocumentsInput!) { signDocuments(input: $input) {
  __typename ... on SignedShowing { status } ... on Refusal { code message } } }`;

const element = (id) => document.getElementById(id);
let token = "";
let shown = null;
let place = { document: 0, page: 0 };
let zoom = 1;
let strokes = [];
let began = 0;
let key = "";
const seen = new Set();

// --- Talking to the server

async function ask(query, variables = {}) {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: {
      Accept: "application/graphql-response+json",
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors[0].message);
  return Object.values(data)[0];
}

async function fetchPicture(path, width) {
  const answer = await fetch(`${path}?width=${width}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error((await answer.json()).detail);
  return URL.createObjectURL(await answer.blob());
}

function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `tablet-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

// --- What is on the screen

function tell(message) {
  element("message").textContent = message;
  element("message").hidden = !message;
}

function open(name) {
  for (const id of ["entry", "reading", "signing", "done"]) element(id).hidden = id !== name;
  tell("");
}

async function trying(work) {
  try {
    await work();
  } catch (error) {
    tell(error instanceof TypeError ? STRAY : error.message);
  }
}

const toSign = () => shown.documents.filter((one) => one.mustBeSigned && !one.isSigned);
const pageNow = () => shown.documents[place.document].pages[place.page];

async function begin() {
  shown = await ask(SHOWN);
  element("title").textContent = `${shown.cityName} 書類の確認と署名`;
  element("who").textContent = `${shown.signerName} 様`;
  element("documents").replaceChildren(
    ...shown.documents.map((one, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = one.title;
      button.addEventListener("click", () => trying(() => turnTo(index, 0)));
      return button;
    }),
  );
  open("reading");
  await turnTo(0, 0);
}

async function turnTo(documentIndex, pageIndex) {
  place = { document: documentIndex, page: pageIndex };
  await draw();
  element("sheet").scrollTo(0, 0);
}

async function draw() {
  const one = shown.documents[place.document];
  const page = pageNow();
  const picture = element("picture");
  const width = WIDTHS[zoom];
  // Twice as many points as the screen has, where it has a fine one.
  const wanted = Math.min(3000, Math.round(width * Math.min(2, devicePixelRatio)));
  const url = await fetchPicture(page.path, wanted);
  if (page !== pageNow()) return; // turned on meanwhile
  if (picture.src) URL.revokeObjectURL(picture.src);
  picture.src = url;
  picture.width = width;
  picture.alt = page.text;
  seen.add(page.path);
  element("place").textContent = `${one.title}　${page.number} / ${one.pages.length} ページ`;
  [...element("documents").children].forEach((button, index) =>
    button.setAttribute("aria-current", String(index === place.document)),
  );
  refreshButtons();
}

function step(by) {
  const order = shown.documents.flatMap((one, documentIndex) =>
    one.pages.map((_, pageIndex) => [documentIndex, pageIndex]),
  );
  const here = order.findIndex(([d, p]) => d === place.document && p === place.page);
  return order[here + by];
}

function refreshButtons() {
  element("back").disabled = !step(-1);
  element("next").disabled = !step(1);
  element("smaller").disabled = zoom === 0;
  element("larger").disabled = zoom === WIDTHS.length - 1;
  const paths = toSign().flatMap((one) => one.pages.map((page) => page.path));
  const unread = paths.filter((path) => !seen.has(path)).length;
  element("sign").hidden = paths.length === 0;
  element("sign").disabled = unread > 0;
  element("sign").textContent = unread ? `あと${unread}ページを確認してください` : "署名へ進む";
}

// --- Signing

const pad = element("pad");
const ink = pad.getContext("2d");

function startSigning() {
  const words = new Map();
  for (const one of toSign()) words.set(one.consent, [...(words.get(one.consent) ?? []), one.title]);
  element("consents").replaceChildren(
    ...[...words].map(([consent, titles]) => {
      const line = document.createElement("p");
      line.textContent = `${titles.map((title) => `「${title}」`).join("")} ${consent}`;
      return line;
    }),
  );
  element("agree").checked = false;
  open("signing");
  fitPad();
  clearPad();
  element("agree").focus();
}

function fitPad() {
  const { clientWidth, clientHeight } = pad;
  pad.width = clientWidth * devicePixelRatio;
  pad.height = clientHeight * devicePixelRatio;
  ink.scale(devicePixelRatio, devicePixelRatio);
  ink.lineCap = "round";
  ink.strokeStyle = "#111133";
}

function clearPad() {
  strokes = [];
  redraw();
}

function redraw() {
  key = freshKey(); // another signature is another intention
  ink.clearRect(0, 0, pad.clientWidth, pad.clientHeight);
  for (const { points } of strokes)
    points.forEach((point, index) => drawPart(points[Math.max(0, index - 1)], point));
  refreshSend();
}

function drawPart(from, to) {
  ink.lineWidth = 1.2 + 4 * to.pressure;
  ink.beginPath();
  ink.moveTo(from.x / MM_PER_PIXEL, from.y / MM_PER_PIXEL);
  ink.lineTo(to.x / MM_PER_PIXEL, to.y / MM_PER_PIXEL);
  ink.stroke();
}

function refreshSend() {
  element("send").disabled = !strokes.length || !element("agree").checked;
  element("undo").disabled = element("clear").disabled = !strokes.length;
}

function pointOf(event) {
  const edge = pad.getBoundingClientRect();
  const within = (value, most) => Math.min(Math.max(value, 0), most) * MM_PER_PIXEL;
  // A mouse or finger has no pressure to tell.
  const knowsPressure = event.pointerType === "pen" && event.pressure > 0;
  return {
    x: within(event.clientX - edge.left - pad.clientLeft, pad.clientWidth),
    y: within(event.clientY - edge.top - pad.clientTop, pad.clientHeight),
    pressure: knowsPressure ? event.pressure : 0.5,
    time: Math.max(0, event.timeStamp - began),
  };
}

const pointCount = () => strokes.reduce((sum, { points }) => sum + points.length, 0);

pad.addEventListener("pointerdown", (event) => {
  if (!event.isPrimary || pointCount() >= MOST_POINTS) return;
  pad.setPointerCapture(event.pointerId);
  if (!strokes.length) began = event.timeStamp;
  const first = pointOf(event);
  strokes.push({ points: [first] });
  drawPart(first, first);
  key = freshKey();
  refreshSend();
});

pad.addEventListener("pointermove", (event) => {
  if (!event.isPrimary || !pad.hasPointerCapture(event.pointerId)) return;
  const { points } = strokes.at(-1);
  const parts = event.getCoalescedEvents?.() ?? [];
  for (const part of parts.length ? parts : [event]) {
    const [last, point] = [points.at(-1), pointOf(part)];
    const isFar = Math.hypot(point.x - last.x, point.y - last.y) >= CLOSEST;
    if (!isFar || point.time < last.time || pointCount() >= MOST_POINTS) continue;
    points.push(point);
    drawPart(last, point);
  }
});

async function send() {
  element("send").disabled = true; // one press, one signature; the key makes sure
  try {
    const documents = toSign().map(({ id, contentHash }) => ({ id, contentHash }));
    const padSize = {
      widthMm: pad.clientWidth * MM_PER_PIXEL,
      heightMm: pad.clientHeight * MM_PER_PIXEL,
    };
    const input = {
      documents, strokes, pad: padSize, hasConsented: element("agree").checked, idempotencyKey: key,
    };
    const answer = await ask(SIGN, { input });
    if (answer.__typename !== "SignedShowing") throw new Error(answer.message);
    finish();
  } finally {
    refreshSend();
  }
}

function finish() {
  token = "";
  sessionStorage.clear();
  strokes = [];
  element("picture").removeAttribute("src");
  element("documents").replaceChildren();
  element("who").textContent = "";
  open("done");
  element("done").focus();
}

// --- Buttons and keys

const press = (id, work) => element(id).addEventListener("click", () => trying(async () => work()));
press("back", () => step(-1) && turnTo(...step(-1)));
press("next", () => step(1) && turnTo(...step(1)));
press("smaller", () => { zoom = Math.max(0, zoom - 1); return draw(); });
press("larger", () => { zoom = Math.min(WIDTHS.length - 1, zoom + 1); return draw(); });
press("sign", startSigning);
press("read", () => open("reading"));
press("undo", () => { strokes.pop(); redraw(); });
press("clear", clearPad);
press("send", send);
element("agree").addEventListener("change", refreshSend);
window.addEventListener("resize", () => { if (!element("signing").hidden) { fitPad(); clearPad(); } });
document.addEventListener("keydown", (event) => {
  if (element("reading").hidden) return;
  const ids = { PageDown: "next", PageUp: "back", "+": "larger", "-": "smaller" };
  if (ids[event.key]) {
    event.preventDefault();
    element(ids[event.key]).click();
  }
});

element("entry").addEventListener("submit", (event) => {
  event.preventDefault();
  start(element("code").value.trim());
});

function start(given) {
  token = given;
  if (!token) {
    open("entry");
    element("code").focus();
    return;
  }
  sessionStorage.setItem("token", token);
  trying(begin);
}

const given = decodeURIComponent(location.hash.slice(1));
if (given) history.replaceState(null, "", location.pathname); // not in the history either
start(given || sessionStorage.getItem("token") || "");
window.addEventListener("hashchange", () => location.reload());
