// Formatted text of RichText: markdown-it, then DOMPurify. Nothing reaches the page unsanitised, and data goes in
// as text after that, so it never becomes markup.
// Python has replaced every {place} of the content by MARK number MARK_END; `places` says what each is.

const MARK = /(?:\uE000|%EE%80%80)(\d+)(?:\uE001|%EE%80%81)/gi;
const TAGS =
  "a abbr address b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em font h1 h2 h3 h4 " +
  "h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub summary sup table tbody td tfoot th thead " +
  "time tr tt u ul var";
const ATTRIBUTES =
  "abbr align alt bgcolor border cellpadding cellspacing cite class color cols colspan datetime dir face headers height href " +
  "hspace lang name nowrap open rel reversed rows rowspan rules scope size span src start style summary target title type " +
  "valign vspace width";
const STYLES = new Set(
  ("background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width border-collapse " +
    "border-color border-left border-radius border-right border-spacing border-style border-top border-width color column-count " +
    "column-gap direction display float clear font font-family font-size font-style font-variant font-weight gap height " +
    "letter-spacing line-height list-style list-style-type margin margin-bottom margin-left margin-right margin-top max-height " +
    "max-width min-height min-width opacity overflow padding padding-bottom padding-left padding-right padding-top text-align " +
    "text-decoration text-indent text-overflow text-shadow text-transform vertical-align white-space width word-break " +
    "word-wrap").split(" "),
);

export default async function rich({ base }) {
  const [{ default: MarkdownIt }, { default: purify }] = await Promise.all([
    import(`${base}lib/markdown-it.mjs`),
    import(`${base}lib/purify.mjs`),
  ]);
  const markdown = new MarkdownIt({ html: true, linkify: true });
  markdown.linkify.set({ fuzzyLink: false });

  // Private instances share hooks with nobody: the app may use DOMPurify of its own.
  const cleaner = purify(window);
  cleaner.addHook("afterSanitizeAttributes", (node) => {
    if (node.hasAttribute("style")) {
      for (const name of [...node.style]) {
        const value = node.style.getPropertyValue(name);
        if (!allowedStyle(name) || /url\s*\(|expression|image-set|-moz-binding/i.test(value)) node.style.removeProperty(name);
      }
      if (!node.style.length) node.removeAttribute("style");
    }
    if (node.tagName === "A") {
      node.setAttribute("rel", "noopener noreferrer");
      if (!node.getAttribute("href")?.startsWith("#")) node.setAttribute("target", "_blank");
    }
  });
  const allowedStyle = (name) => STYLES.has(name) || /^(border|padding|margin|font|list-style|text-decoration|background-color)/.test(name);
  const options = {
    ALLOWED_TAGS: TAGS.split(" "),
    ALLOWED_ATTR: ATTRIBUTES.split(" "),
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: true,
    RETURN_DOM_FRAGMENT: true,
    SANITIZE_NAMED_PROPS: true,
  };

  function fragment(content, format) {
    if (format === "restricted_html") return cleaner.sanitize(content, options);
    if (format === "markdown") return cleaner.sanitize(markdown.render(content), options);
    const plain = document.createDocumentFragment();
    plain.append(content);
    return plain;
  }

  function element(place) {
    if (place.text !== undefined && place.slot === undefined) return document.createTextNode(place.text);
    const span = document.createElement("span");
    span.className = "fw-rich-slot";
    span.dataset.fwSlot = place.slot;
    span.textContent = place.text ?? "";
    return span;
  }

  function fill(root, places) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    for (const node of found) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!node.data.includes("\uE000")) continue;
        const pieces = node.data.split(MARK);
        node.replaceWith(...pieces.map((piece, at) => (at % 2 ? element(places[+piece]) : piece)));
        continue;
      }
      for (const { name, value } of [...node.attributes]) {
        if (value.search(MARK) < 0) continue;
        const filled = value.replace(MARK, (_all, number) => places[+number].text ?? "");
        if (cleaner.isValidAttribute(node.tagName.toLowerCase(), name, filled) && name !== "style") node.setAttribute(name, filled);
        else node.removeAttribute(name);
      }
    }
  }

  return {
    render(node, content, format, places) {
      const made = fragment(content, format);
      fill(made, places);
      node.replaceChildren(made);
      node.classList.toggle("fw-rich-plain", format === "plain_text");
    },
  };
}
