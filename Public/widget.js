"use strict";
// The launcher alone, filled in by the server: stores nothing, asks for nothing more, until the person opens it.
// Valid as a module and as a classic script: without import and export, and with no name of its own in the page's scope.
(() => {
  // deno-fmt-ignore
  const state = /** @type {import("./widget/types.js").State | null} */ (/*STATE*/null/*STATE*/);

  // As in widget/words.js.
  const words = {
    lang: "en-GB",
    dir: "ltr",
    talk: "Talk to a person",
    write: "Write to us",
    willAnswer: "A person will answer",
    oneHere: "{} is here",
    manyHere: "{} are here",
    others: "{} others",
    notOpened: "That did not open. Try again?",
  };

  /** @param {string} id */
  function faceColour(id) {
    let hash = 7;
    for (const letter of id) hash = (hash * 31 + Number(letter.codePointAt(0))) % 359;
    return `hsl(${hash} 30% 36%)`;
  }

  /** @param {{name: string}[]} here */
  function hereSentence(here, spoken = words) {
    const names = here.slice(0, here.length > 3 ? 2 : 3).map((person) => person.name);
    if (here.length > 3) names.push(spoken.others.replace("{}", `${here.length - 2}`));
    const list = new Intl.ListFormat(spoken.lang).format(names);
    return (here.length > 1 ? spoken.manyHere : spoken.oneHere).replace("{}", () => list);
  }

  const css =
    `:host{all:initial;display:contents;color-scheme:inherit;--sheet:#fffdfa;--line:#e6dfd4;--ink:#221d18;--ink-2:#5f564b;--ring:#c4501b}
@supports(color:light-dark(red,red)){:host{--sheet:light-dark(#fffdfa,#211d19);--line:light-dark(#e6dfd4,#38322b);--ink:light-dark(#221d18,#f1ebe2);--ink-2:light-dark(#5f564b,#b9afa2);--ring:light-dark(#c4501b,#f08a4b)}}
button{all:unset;position:fixed;bottom:24px;inset-inline-end:24px;z-index:2147483000;box-sizing:border-box;max-width:min(340px,100vw - 32px);display:flex;align-items:center;gap:10px;
min-height:54px;padding:8px;padding-inline-end:20px;border:1px solid var(--line);border-radius:27px;background:var(--sheet);color:var(--ink);
box-shadow:0 8px 28px rgb(0 0 0/.14);cursor:pointer;font:600 14px/1.3 system-ui,sans-serif}
[hidden]{display:none}
:focus-visible{outline:2px solid;outline-offset:-4px}
b{font-weight:600;overflow-wrap:anywhere}
button>span{display:flex;flex:none}
i{width:32px;height:32px;border-radius:50%;border:2px solid var(--sheet);overflow:hidden;display:grid;place-items:center;color:#fff;font-style:normal}
i+i{margin-inline-start:-8px}
img{width:100%;height:100%;object-fit:cover}
i.mark{height:20px;border:0;border-radius:0;background:radial-gradient(circle at 50% 15px,var(--ink-2) 3px,#0000 3.5px 6px,var(--ink-2) 6.5px 8px,#0000 8.5px 11px,var(--ink-2) 11.5px 13px,#0000 13.5px)}
small{display:block;font-weight:400;font-size:12px;color:var(--ink-2)}
.unread{border-color:var(--ring)}
@media print{button{display:none}}`;

  /** @param {string} name @param {...(string | Node)} content */
  function element(name, ...content) {
    const made = document.createElement(name);
    made.append(...content);
    return made;
  }

  /** @param {string} text for the shop's developers */
  const warn = (text) => console.warn(`Second Ring: ${text}`);

  const shop = /** @type {any} */ (window);
  const verbs = ["open", "close", "identify", "logout", "page", "on"];

  /**
   * @param {import("./widget/types.js").State} state
   * @param {Record<string, ((detail: unknown) => void)[]>} listeners
   * @param {any} [who] as the page has said
   */
  function launch(state, listeners, who) {
    const spoken = { ...words, ...state.site.words };
    const host = element("second-ring");
    const root = host.attachShadow({ mode: "open" });
    const [main, small, faces] = [element("span"), element("small"), element("span")];
    const button = /** @type {HTMLButtonElement} */ (element("button", faces, element("b", main, small)));
    /** @type {Promise<import("./widget/types.js").Panel> | undefined} */
    let panel;
    let tries = 0;

    /** @type {import("./widget/types.js").Launcher} */
    const launcher = {
      state,
      host,
      root,
      button,
      who,
      sentence: (here) => hereSentence(here, spoken),
      face,
      here(here) {
        if (here?.length) launcher.show(spoken.talk, launcher.sentence(here), here);
        else launcher.show(here ? spoken.write : spoken.talk, here ? spoken.willAnswer : "");
      },
      show(first, second, people = [], unread = 0) {
        main.textContent = first;
        small.textContent = second;
        faces.replaceChildren(...people.slice(0, 3).map(face));
        if (!people.length) faces.append(Object.assign(element("i"), { className: "mark" }));
        button.classList.toggle("unread", unread > 0);
      },
      emit: (event, detail) => listeners[event]?.forEach((hear) => hear(detail)),
    };

    /** @param {import("./widget/types.js").Person} person */
    function face({ id, name, face }) {
      const made = element("i", name.match(/[\p{L}\p{N}]/u)?.[0] ?? "?");
      made.style.background = faceColour(id);
      const picture = new Image();
      picture.onload = () => made.replaceChildren(picture);
      if (face) picture.src = state.base + face;
      return made;
    }

    // A module that failed stays failed: the next try needs another address.
    const fetchPanel = () =>
      import(`${state.base}${state.v}/widget/panel.js${tries ? `?${tries}` : ""}`).then((file) => file.mount(launcher));

    // The server may be newer than this page: after a failure its present files are asked for, once.
    async function mount() {
      try {
        return await fetchPanel();
      } catch {
        tries++;
        const script = await fetch(`${state.base}/widget.js?site=${state.site.id}`, { cache: "reload" });
        state.v = (await script.text()).match(/"v":"([^"]+)/)?.[1] ?? state.v;
        return await fetchPanel();
      }
    }

    async function load() {
      panel ??= mount();
      try {
        return await panel;
      } catch (error) {
        warn(`no panel from ${state.base}, which is down or forbidden by this page's policy: ${error}`);
        panel = undefined;
        tries++;
        launcher.show(spoken.notOpened, "");
      }
    }

    /** @param {string} verb @param {any[]} rest */
    async function call(verb, ...rest) {
      if (!verbs.includes(verb)) return warn(`there is no "${verb}"; there is ${verbs}`);
      if (verb === "on") (listeners[rest[0]] ??= []).push(rest[1]);
      else if (verb === "identify") launcher.who = rest[0] ?? null;
      else if (verb === "logout") launcher.who = null;
      if (verb === "open" || panel) (await load())?.[verb]?.(...rest);
    }

    /** @type {Set<Element>} dialogs in the order in which they were shown */
    const dialogs = new Set(document.querySelectorAll("dialog:modal"));
    let [returns, since, isOver] = [0, 0, false];

    /** Into the modal dialog on top, since nothing else can be used then; else behind the body, which pages swap. */
    function put() {
      const { body } = document;
      if (isOver || returns > 30) return;
      if (!body) return void setTimeout(put, 50);
      if (body.matches("frameset")) {
        return warn("not shown in a frameset; put the tag on the pages in its frames");
      }
      // document.open took the listeners out of everything that stood in the page.
      if (!button.onclick) return again();
      const dialog = [...dialogs].findLast((dialog) => dialog.isConnected && dialog.matches(":modal"));
      const home = dialog ?? document.documentElement;
      if (!host.isConnected) {
        if (performance.now() - since > 60_000) [since, returns] = [performance.now(), 0];
        if (++returns > 30) return warn("the page removes it again and again: it stays away");
      } else if (host.parentNode === home) return;
      if (host.isConnected && "moveBefore" in home) /** @type {any} */ (home).moveBefore(host, null);
      else home.append(host);
      host.popover = null;
      if (dialog) {
        host.popover = "manual";
        host.showPopover?.();
      }
      launcher.returned?.();
    }

    /** @param {any[]} changed */
    function seen(changed) {
      for (const dialog of changed) {
        dialogs.delete(dialog);
        if (dialog.matches("dialog:modal")) dialogs.add(dialog);
      }
      put();
    }

    function again() {
      isOver = true;
      host.remove();
      panel?.then((mounted) => mounted.leave?.(), () => {});
      launch(state, listeners, launcher.who);
    }

    const theme = tag?.dataset.theme ?? "";
    host.style.colorScheme = theme === "auto" ? "light dark" : theme;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    root.append(button);
    faces.ariaHidden = "true";
    button.type = "button";
    button.ariaHasPopup = "dialog";
    // A modal's trap may swallow the click.
    button.onclick = button.onpointerup = (event) => event.button || call("open");
    [host.lang, host.dir] = [spoken.lang, spoken.dir];
    const rest = Math.min(120_000, state.at + 120_000 - Date.now());
    launcher.here(rest > 0 ? state.here : undefined);
    setTimeout(() => panel ?? launcher.here(undefined), rest);

    const before = shop.SecondRing?.q ?? [];
    shop.SecondRing = Object.assign(call, { site: state.site.id });
    for (const [verb, ...rest] of before) call(verb, ...rest);
    Object.assign(host, { put });
    put();
    const observer = new MutationObserver((changes) => seen(changes.map(({ target }) => target)));
    observer.observe(document, { subtree: true, attributeFilter: ["open"] });
    // A dialog in a shadow root is seen by nobody outside.
    const { prototype } = HTMLDialogElement;
    const { showModal } = prototype;
    prototype.showModal = function () {
      showModal.call(this);
      observer.observe(this, { attributeFilter: ["open"] });
      seen([this]);
    };
    try {
      if (Object.keys(localStorage).some((key) => key.startsWith(`secondring.${state.site.id}.`))) load();
    } catch {
      // blocked
    }
  }

  /** The page's element around the launcher; says when the page has taken it away, from wherever it stood. */
  function defineHost() {
    if (customElements.get("second-ring")) return;
    customElements.define(
      "second-ring",
      class extends HTMLElement {
        put = () => {};
        disconnectedCallback() {
          queueMicrotask(() => this.isConnected || this.put());
        }
      },
    );
  }

  /** @type {HTMLElement | null | undefined} the tag, for its data-theme; a module is not told which one it is */
  let tag;
  const other = shop.SecondRing?.site;
  if (!state) {
    // As it lies in the folder: nobody asks for it like this but its tests.
  } else if (!state.site) {
    warn("the tag names no site: /widget.js?site=ID");
  } else if (other) {
    if (other !== state.site.id) warn(`two tags; the site ${other} stays`);
  } else {
    tag = /** @type {HTMLElement | null} */ (document.currentScript) ??
      document.querySelector(`[src*="/widget.js"][src*="site=${state.site.id}"]`);
    // Behind a proxy that ends TLS the server may know itself as http only, which no https page may ask.
    if (location.protocol === "https:") state.base = state.base.replace("http:", "https:");
    defineHost();
    launch(state, {});
  }
})();
