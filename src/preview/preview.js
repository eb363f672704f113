// The preview's script: shows what was found, and brings the page up to date after every save. It stands in no
// published page.
(() => {
  'use strict';
  const own = '/__candour/';
  const tag = document.currentScript;
  let page = tag.dataset.page;
  let build = tag.dataset.build;
  const kept = 'candour-preview';
  // Within the frame of a view there is a panel outside already.
  const isFramed = window.top !== window.self;

  // What the reader had done on the page.

  const pathOf = (element) => {
    const steps = [];
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (at.id) {
        steps.unshift('#' + CSS.escape(at.id));
        return steps.join('>');
      }
      const siblings = at.parentElement ? [...at.parentElement.children] : [];
      steps.unshift(`${at.localName}:nth-child(${siblings.indexOf(at) + 1})`);
    }
    return ['body', ...steps].join('>');
  };

  const keyed = (selector, name) => {
    const count = new Map();
    return [...document.querySelectorAll(selector)].map((element) => {
      const key = name(element);
      const index = count.get(key) || 0;
      count.set(key, index + 1);
      return [`${key} ${index}`, element];
    });
  };
  const details = () => keyed('details', (it) => it.id || it.querySelector('summary')?.textContent.trim() || '');
  const fields = () => keyed('input, textarea, select', (it) => `${it.localName} ${it.type} ${it.name || it.id}`);

  const remember = () => {
    const focused = document.activeElement;
    const state = { at: location.pathname, x: scrollX, y: scrollY, details: {}, fields: {} };
    if (focused && focused !== document.body && focused !== panel.host) {
      state.focus = pathOf(focused);
      try { state.caret = [focused.selectionStart, focused.selectionEnd]; } catch { /* It has none. */ }
    }
    for (const [key, it] of details()) state.details[key] = it.open;
    for (const [key, it] of fields()) {
      if (it.type === 'file' || it.type === 'password') continue;
      if (it.type === 'checkbox' || it.type === 'radio') {
        if (it.checked !== it.defaultChecked) state.fields[key] = it.checked;
      } else if (it.localName === 'select') {
        state.fields[key] = [...it.options].map((option) => option.selected);
      } else if (it.value !== it.defaultValue) {
        state.fields[key] = it.value;
      }
    }
    return state;
  };

  const restore = (state) => {
    for (const [key, it] of details()) if (key in state.details) it.open = state.details[key];
    for (const [key, it] of fields()) {
      if (!(key in state.fields)) continue;
      const value = state.fields[key];
      if (it.type === 'checkbox' || it.type === 'radio') it.checked = value;
      else if (Array.isArray(value)) [...it.options].forEach((option, at) => { option.selected = Boolean(value[at]); });
      else it.value = value;
    }
    if (state.focus) {
      let focused = null;
      try { focused = document.querySelector(state.focus); } catch { /* It is there no more. */ }
      focused?.focus({ preventScroll: true });
      if (focused && state.caret && state.caret[0] !== null) {
        try { focused.setSelectionRange(...state.caret); } catch { /* It has none. */ }
      }
    }
    scrollTo({ left: state.x, top: state.y, behavior: 'instant' });
  };

  // Bringing the page up to date.

  const reload = () => {
    try { sessionStorage.setItem(kept, JSON.stringify(remember())); } catch { /* A browser that keeps nothing. */ }
    location.reload();
  };
  const hasScripts = (of) => of.querySelector(`script[src]:not([src^="${own}"])`) !== null;

  const refreshPage = async () => {
    const response = await fetch(location.href, { cache: 'no-store' });
    if (response.redirected || !(response.headers.get('Content-Type') || '').startsWith('text/html')) return reload();
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    const freshTag = fresh.querySelector(`script[src="${own}preview.js"]`);
    if (!freshTag) return reload();
    if (freshTag.dataset.page === page) return undefined;
    // Scripts of the page's own hold on to what they found: the search, above all.
    const refreshes = fresh.querySelector('meta[http-equiv="refresh" i]');
    if (refreshes || hasScripts(fresh) || hasScripts(document) || location.pathname.startsWith(own)) return reload();
    page = freshTag.dataset.page;
    const state = remember();
    const html = document.documentElement;
    for (const { name } of [...html.attributes]) if (!fresh.documentElement.hasAttribute(name)) html.removeAttribute(name);
    for (const { name, value } of fresh.documentElement.attributes) html.setAttribute(name, value);
    const lines = (head) => new Map([...head.children].filter((it) => it !== tag).map((it) => [it.outerHTML, it]));
    const [before, after] = [lines(document.head), lines(fresh.head)];
    const isStyle = (it) => it.localName === 'link' && it.rel === 'stylesheet';
    for (const [text, it] of before) if (!after.has(text) && !isStyle(it)) it.remove();
    for (const [text, it] of after) {
      if (before.has(text) || it.src?.includes(own)) continue;
      if (isStyle(it) && [...before.values()].some((old) => isStyle(old) && old.pathname === it.pathname)) continue;
      document.head.append(document.importNode(it, true));
    }
    document.body.replaceWith(document.adoptNode(fresh.body));
    restore(state);
    showView();
    document.dispatchEvent(new CustomEvent('candour:replaced'));
    return undefined;
  };

  const fresher = (address) => {
    const url = new URL(address, location.href);
    url.searchParams.set('build', build);
    return url.href;
  };

  // The old styles stay until the new ones are there, so that nothing flashes.
  const refreshStyles = (isChanged) => {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      if (!isChanged(new URL(link.href).pathname)) continue;
      const fresh = link.cloneNode();
      fresh.href = fresher(link.href);
      fresh.addEventListener('load', () => { link.remove(); showView(); }, { once: true });
      fresh.addEventListener('error', () => fresh.remove(), { once: true });
      link.after(fresh);
    }
  };

  const refreshPictures = (isChanged) => {
    for (const it of document.querySelectorAll('img[src], source[src], video[src], video[poster], track[src]')) {
      for (const name of ['src', 'poster']) {
        const address = it.getAttribute(name);
        if (address && isChanged(new URL(address, location.href).pathname)) it.setAttribute(name, fresher(address));
      }
    }
    for (const it of document.querySelectorAll('img[srcset], source[srcset]')) {
      const changed = it.srcset.replace(/(\S+)(\s+[\d.]+[wx])?(,|$)/g, (all, address, size = '', end) =>
        (isChanged(new URL(address, location.href).pathname) ? fresher(address) + size + end : all));
      if (changed !== it.srcset) it.srcset = changed;
    }
  };

  let updating = Promise.resolve();
  const update = async (event) => {
    const { build: next, changed } = JSON.parse(event.data);
    build = next;
    const names = changed && new Set(changed.map((name) => encodeURI(name)));
    const isChanged = (pathname) => !names || names.has(pathname) || names.has(encodeURI(decodeURI(pathname)));
    // A page that is blocked or deleted is told of by no name.
    await refreshPage();
    refreshStyles(isChanged);
    refreshPictures(isChanged);
    await panel.refresh();
  };

  // A page as others see it, in the frame of a view. What the styles say for a reader's choice is made to hold.

  const view = isFramed ? new URLSearchParams(location.search).get('candour-view') : null;
  const media = {
    dark: [[/prefers-color-scheme:\s*dark/g, true], [/prefers-color-scheme:\s*light/g, false]],
    print: [[/^print$/g, true], [/^screen$/g, false]],
    forced: [[/forced-colors:\s*active/g, true], [/forced-colors:\s*none/g, false]],
  };
  const choose = (list, choices) => {
    const text = list.mediaText;
    for (const [pattern, holds] of choices) {
      pattern.lastIndex = 0;
      if (!pattern.test(text)) continue;
      const always = holds ? 'min-width: 0px' : 'max-width: 0px';
      list.mediaText = text.startsWith('(') || text.includes('(')
        ? text.replace(pattern, always) : (holds ? 'all' : 'not all');
    }
  };
  const walk = (rules, choices) => {
    for (const rule of rules) {
      if (rule.media) choose(rule.media, choices);
      if (rule.cssRules) walk(rule.cssRules, choices);
    }
  };
  const showView = () => {
    if (!view) return;
    if (view === 'large') document.documentElement.style.fontSize = '200%';
    if (view === 'dark') document.documentElement.style.colorScheme = 'dark';
    const choices = media[view];
    if (choices) {
      for (const sheet of document.styleSheets) {
        try {
          if (sheet.media.length) choose(sheet.media, choices);
          walk(sheet.cssRules, choices);
        } catch { /* Not readable: not of this site. */ }
      }
    }
    if (view === 'forced') {
      // As a contrast theme does it: a few colours of the reader's take the place of all others.
      const forced = new CSSStyleSheet();
      forced.replaceSync(`*, *::before, *::after { color: #fff !important; background-color: #000 !important;
        border-color: #fff !important; box-shadow: none !important; text-shadow: none !important; fill: currentColor }
        a, a * { color: #ff0 !important } button, input, select, textarea { border: 1px solid #fff !important }
        mark, ::selection { background-color: #1aebff !important; color: #000 !important }
        :focus { outline: 2px solid #1aebff !important }`);
      document.adoptedStyleSheets = [forced];
    }
  };

  // The panel.

  const panel = (() => {
    const host = document.createElement('candour-preview');
    const root = host.attachShadow({ mode: 'open' });
    const make = (name, attributes = {}, ...content) => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.append(...content);
      return element;
    };
    const toggle = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel' }, 'Preview');
    const close = make('button', { type: 'button' }, 'Close');
    const dismiss = make('button', { type: 'button' }, 'Hide until the page is loaded again');
    const found = make('div', { class: 'found', tabindex: '0', role: 'group', 'aria-label': 'Findings' });
    const views = make('ul', { class: 'views' });
    const status = make('p', { role: 'status', class: 'quietly' });
    const mark = make('p', { class: 'mark', hidden: '' });
    const section = make('section', { id: 'panel', 'aria-labelledby': 'title', tabindex: '-1', hidden: '' },
      make('div', { class: 'top' }, make('h2', { id: 'title' }, 'Preview of this page'), close),
      found);
    const bar = make('div', { class: 'bar', role: 'region', 'aria-label': 'Preview' }, mark, toggle);
    const findings = make('div');
    const foot = make('div', {}, make('h3', {}, 'See this page as others do'), views, dismiss);
    found.append(findings, foot);
    root.append(make('link', { rel: 'stylesheet', href: `${own}preview.css` }), status, section, bar);

    const show = (isOpen) => {
      section.hidden = !isOpen;
      toggle.setAttribute('aria-expanded', String(isOpen));
      try { sessionStorage.setItem(`${kept}-open`, isOpen ? 'yes' : ''); } catch { /* A browser that keeps nothing. */ }
    };
    toggle.addEventListener('click', () => {
      show(section.hidden);
      if (!section.hidden) section.focus();
    });
    close.addEventListener('click', () => { show(false); toggle.focus(); });
    root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || section.hidden) return;
      show(false);
      toggle.focus();
    });
    dismiss.addEventListener('click', () => { show(false); host.remove(); });

    const link = (name, words) => {
      const address = `${own}view?as=${name}&address=${encodeURIComponent(location.pathname)}`;
      views.append(make('li', {}, make('a', { href: address }, words)));
    };
    if (!location.pathname.startsWith(own)) {
      link('narrow', '320 pixels wide');
      link('large', 'Large text');
      link('dark', 'Dark');
      link('forced', 'Forced colours');
      link('print', 'Printed');
      link('linear', 'Words only, in order');
    } else {
      foot.firstChild.remove();
    }

    let said = null;
    const refresh = async () => {
      const response = await fetch(`${own}panel?address=${encodeURIComponent(location.pathname)}`, { cache: 'no-store' });
      const { button, weight, mark: words, html } = await response.json();
      mark.textContent = words || '';
      mark.hidden = !words;
      toggle.textContent = button;
      toggle.className = weight;
      // Made by the preview, with everything that an author wrote escaped.
      const at = found.scrollTop;
      const focused = root.activeElement && findings.contains(root.activeElement)
        ? [...findings.querySelectorAll('a')].indexOf(root.activeElement) : -1;
      findings.innerHTML = html;
      found.scrollTop = at;
      if (focused >= 0) (findings.querySelectorAll('a')[focused] || section).focus({ preventScroll: true });
      const told = words ? `${words} ${button}` : button;
      if (said !== null && said !== told) status.textContent = told;
      said = told;
    };
    try { show(sessionStorage.getItem(`${kept}-open`) === 'yes'); } catch { /* A browser that keeps nothing. */ }
    return { host, refresh };
  })();

  const start = () => {
    // Beside the body, which is replaced.
    if (!isFramed) document.documentElement.append(panel.host);
    showView();
    try {
      const state = JSON.parse(sessionStorage.getItem(kept));
      sessionStorage.removeItem(kept);
      if (state && state.at === location.pathname) restore(state);
    } catch { /* Nothing was kept. */ }
    panel.refresh().catch(() => {});
    const events = new EventSource(`${own}events?build=${encodeURIComponent(build)}`);
    // One after the other. If the preview was ended, the browser asks again until it is back.
    events.addEventListener('built', (event) => {
      updating = updating.then(() => update(event)).catch(() => {});
    });
    addEventListener('pagehide', () => events.close());
  };
  // Whoever comes back from a document finds what was found in making it.
  addEventListener('focus', () => { panel.refresh().catch(() => {}); });
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  start();
})();
