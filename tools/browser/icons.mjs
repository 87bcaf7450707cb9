// One style sheet for Font Awesome with the names of version 4 (`fa:rocket`), fonts beside it in fonts/.
import fs from "node:fs";
import path from "node:path";

const SHEETS = ["fontawesome", "solid", "regular", "brands", "v4-font-face", "v4-shims"];

// `mi:home`: the name is the icon's text, which the font draws as one sign. Fetched only when there is such an icon.
// The other class names are those of Google's own style sheets, which pages of apps link to.
const MATERIAL = `
@font-face { font-family: "Material Icons"; font-display: block; src: url(fonts/material-icons.woff2) format("woff2"); }
@font-face { font-family: "Material Symbols Outlined"; font-display: block; font-weight: 100 700; src: url(fonts/material-symbols.woff2) format("woff2"); }
.material-icons, .material-symbols-outlined { font-weight: 400; font-style: normal; font-size: 24px; line-height: 1; display: inline-block; text-transform: none;
  letter-spacing: normal; word-wrap: normal; white-space: nowrap; direction: ltr; font-feature-settings: "liga"; -webkit-font-smoothing: antialiased; }
.material-icons { font-family: "Material Icons"; }
.material-symbols-outlined { font-family: "Material Symbols Outlined"; }
.mi { font-family: "Material Icons"; font-weight: 400; font-style: normal; font-size: 1.25em; line-height: 1;
  display: inline-block; width: 1em; height: 1em; overflow: hidden; vertical-align: -.22em; text-transform: none;
  letter-spacing: normal; word-wrap: normal; white-space: nowrap; direction: ltr; font-feature-settings: "liga"; }
`;

export function iconSheet(package_) {
  return SHEETS.map((name) => fs.readFileSync(path.join(package_, `css/${name}.min.css`), "utf8"))
    .join("\n")
    .replaceAll("../webfonts/", "fonts/")
    .concat(MATERIAL)
    .replace(/,\s*url\([^)]*\.ttf\)\s*format\(["']truetype["']\)/g, "");
}
