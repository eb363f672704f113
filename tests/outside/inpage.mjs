// What is asked inside a page. Each function runs there by itself: it knows nothing of this file.

/** Every rule of axe-core, best practice, AAA and experimental ones included. */
export async function axeInPage(exceptions, placesShown) {
  for (const details of document.querySelectorAll("details")) details.open = true; // what is folded away counts too
  const rules = axe.getRules().filter((r) => !r.tags.includes("deprecated") && !exceptions.includes(r.ruleId)).map((r) => r.ruleId);
  const results = await axe.run(document, { runOnly: { type: "rule", values: rules }, resultTypes: ["violations", "incomplete"] });
  const faults = results.violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, placesShown).map((node) => {
      const why = [...node.any, ...node.all, ...node.none][0]?.message ?? "";
      return `${node.target.flat().join(" ")} [${why}]`;
    });
    const more = nodes.length > placesShown ? ` and ${nodes.length - placesShown} more` : "";
    return `${id}: ${help}: ${places.join("; ")}${more}`;
  });
  return { faults, undecided: results.incomplete.map(({ id }) => id) };
}

/** The errors that HTML_CodeSniffer finds at level AA; its warnings and notices are questions to a person. */
export function sniffInPage(exceptions) {
  const ERROR = 1;
  return new Promise((answer, broken) => {
    HTMLCS.process("WCAG2AA", document, () => {
      const errors = HTMLCS.getMessages().filter(({ type, code }) => type === ERROR && !exceptions.some((end) => code.endsWith(end)));
      const place = (e) => (e?.localName ? `<${e.localName}${e.id ? ` id="${e.id}"` : ""}>` : "the page");
      answer([...new Set(errors.map(({ code, msg, element }) => `HTML_CodeSniffer ${code.replace("WCAG2AA.", "")}: ${msg}: ${place(element)}`))]);
    }, (message) => broken(new Error(`HTML_CodeSniffer cannot run: ${message}`)));
  });
}

export function sidewaysInPage() {
  const found = [];
  for (const details of document.querySelectorAll("details")) details.open = true;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
    const name = wide.length ? `, because of <${wide[0].localName}${wide[0].className ? ` class="${wide[0].className}"` : ""}>` : "";
    found.push(`scrolls sideways: the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth} px${name}`);
  }
  for (const link of document.querySelectorAll("link[rel~=preconnect],link[rel~=dns-prefetch]")) {
    if (new URL(link.href).origin !== location.origin) found.push(`asks another host: ${link.href} (${link.rel})`);
  }
  return found;
}

/** Sets the spacing of WCAG 1.4.12 and finds boxes that then cut their words off. */
export function spaceText() {
  const sheet = new CSSStyleSheet(); // made by the debugger, so that the page's policy lets it be
  sheet.replaceSync(
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
  );
  document.adoptedStyleSheets.push(sheet);
  for (const details of document.querySelectorAll("details")) details.open = true;
  const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
  const unseen = (e, { clipPath, clip }) => e.clientWidth <= 1 || e.clientHeight <= 1 || clipPath.startsWith("inset(50%") || clip !== "auto";
  return [...document.body.querySelectorAll("*")].flatMap((e) => {
    const style = getComputedStyle(e);
    if (!e.innerText?.trim() || unseen(e, style)) return [];
    const across = cuts(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
    const down = cuts(style.overflowY) && e.scrollHeight > e.clientHeight + 1;
    return across || down ? [`text spacing cuts words off in <${e.localName}${e.className ? ` class="${e.className}"` : ""}>`] : [];
  });
}

/** What moves although the reader asked for less motion, or plays without being asked. */
export function moves() {
  const found = [];
  const name = (e) => `<${e.localName}${e.className ? ` class="${e.className}"` : ""}>`;
  for (const animation of document.getAnimations()) found.push(`moves: ${name(animation.effect?.target ?? document.body)}`);
  for (const e of document.querySelectorAll("marquee, blink")) found.push(`moves: ${name(e)}`);
  for (const e of document.querySelectorAll("video, audio")) if (e.autoplay) found.push(`plays by itself: ${name(e)}`);
  if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") found.push("moves: smooth scrolling");
  return found;
}

/** Words of the main part that paper does not show, though the screen does. */
export function notPrinted() {
  const parts = document.querySelectorAll(":is(main, [role=main]) :is(h1, h2, h3, h4, p, li, dt, dd, th, td, figcaption, caption)");
  const own = (e) => [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const lost = [...parts].filter((e) => own(e) && !e.closest("[data-web-only], [hidden]") && !e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }));
  return lost.length ? [`paper does not show ${lost.length} parts, the first <${lost[0].localName}> “${lost[0].textContent.trim().slice(0, 60)}”`] : [];
}

/** What the reader's own colours take away: the edge of a control, or words that refuse those colours. */
export function lostInForcedColours() {
  const name = (e) => `<${e.localName}${e.className?.length ? ` class="${e.className}"` : ""}>`;
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const clear = (colour) => numbers(colour)[3] === 0;
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) if (!clear(getComputedStyle(at).backgroundColor)) return getComputedStyle(at).backgroundColor;
    return "rgb(255, 255, 255)";
  };
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const found = new Set();
  for (const e of document.querySelectorAll("button, input:not([type=hidden]), select, textarea, [role=button], .nhsuk-card, .candour-banner, .candour-contact")) {
    const style = getComputedStyle(e);
    const side = (edge) => parseFloat(style[`${edge}Width`]) > 0 && style[`${edge}Style`] !== "none" && style[`${edge}Color`] !== ground(e.parentElement ?? e);
    if (seen(e) && !["borderTop", "borderBottom", "borderLeft", "borderRight", "outline"].some(side)) found.add(`forced colours leave no edge around ${name(e)}`);
  }
  for (const e of document.body.querySelectorAll("*")) {
    const words = [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!words || !seen(e) || e.closest("svg")) continue;
    const ratio = contrast(getComputedStyle(e).color, ground(e));
    if (ratio < 4.5) found.add(`forced colours: the words of ${name(e)} have a contrast of ${ratio.toFixed(1)}`);
  }
  return [...found].slice(0, 10);
}

// What is out of shape at the width of a desk: a designer sees it at once, and no rule of accessibility says it.
export function outOfShape() {
  const found = [];
  const box = (e) => e.getBoundingClientRect();
  const line = (e) => parseFloat(getComputedStyle(e).lineHeight) || parseFloat(getComputedStyle(e).fontSize) * 1.2;
  const lines = (e) => Math.round(box(e).height / line(e));
  for (const button of document.querySelectorAll("form button")) {
    const field = button.previousElementSibling;
    if (field?.localName !== "input" || box(field).bottom <= box(button).top) continue;
    // The edge below a button is a shadow, as high as the package's own.
    if (Math.abs(box(field).height - box(button).height) > 5) found.push(`a field is ${box(field).height} px high and the button beside it ${box(button).height}`);
  }
  for (const words of document.querySelectorAll("td summary > span")) {
    const shown = [...words.childNodes].filter((it) => it.nodeType === Node.TEXT_NODE).map((it) => it.data.trim()).join(" ");
    if (shown.length < 16 && lines(words) > 1) found.push(`“${shown}” in a table takes ${lines(words)} lines`);
  }
  for (const value of document.querySelectorAll("main dl dd:has(+ dd)")) {
    const words = document.createRange();
    words.selectNodeContents(value);
    const apart = box(value.nextElementSibling).top - box(words).bottom;
    if (apart > line(value) / 4) found.push(`two values of one label stand ${Math.round(apart)} px apart: “${value.textContent.trim()}”`);
  }
  return [...new Set(found)];
}


/** What no tool asks, and every reader meets: vague links, headings that are only bold, words of the stylesheet, silent films. */
export function plainFaults() {
  const VAGUE = /^(click( here)?|here|more( info(rmation)?)?|read( more)?|learn more|find out more|details|link|this( (page|link|document))?|download|see (here|more)|website|pdf)$/;
  const found = [];
  const words = (e) => (e.getAttribute("aria-label") || e.textContent).trim().replace(/\s+/g, " ");
  for (const a of document.querySelectorAll("a[href]")) {
    if (VAGUE.test(words(a).toLowerCase().replace(/[.:!…>»→ ]+$/, ""))) found.push(`a link does not say where it leads: “${words(a)}”`);
  }
  const titles = document.querySelectorAll("h1").length;
  if (titles !== 1) found.push(`it has ${titles} main headings, not one`);
  for (const p of document.querySelectorAll(":is(main, [role=main]) p")) {
    const [only, ...more] = p.children;
    const whole = only && !more.length && /^(strong|b)$/.test(only.localName) && !only.classList.contains("nhsuk-tag") && words(only) === words(p);
    const stands = words(p).length < 80 && !/[.!?:]$/.test(words(p)) && /^(p|ul|ol|div|table)$/.test(p.nextElementSibling?.localName ?? "");
    if (whole && stands) found.push(`bold words stand for a heading: “${words(p)}”`);
  }
  for (const e of document.body.querySelectorAll("*")) {
    for (const pseudo of ["::before", "::after"]) {
      const { content } = getComputedStyle(e, pseudo);
      if (/^"[^"]*\p{L}{2}/u.test(content)) found.push(`words that only the stylesheet says: ${content} (WCAG failure F87)`);
    }
  }
  for (const video of document.querySelectorAll("video")) {
    if (!video.querySelector("track[kind=captions], track[kind=subtitles]")) found.push("a film without captions");
  }
  return [...new Set(found)];
}
