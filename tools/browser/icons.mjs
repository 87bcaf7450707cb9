// One style sheet for Font Awesome with the names of version 4 (`fa:rocket`), fonts beside it in fonts/.
import fs from "node:fs";
import path from "node:path";

const SHEETS = ["fontawesome", "solid", "regular", "brands", "v4-font-face", "v4-shims"];

export function iconSheet(package_) {
  return SHEETS.map((name) => fs.readFileSync(path.join(package_, `css/${name}.min.css`), "utf8"))
    .join("\n")
    .replaceAll("../webfonts/", "fonts/")
    .replace(/,\s*url\([^)]*\.ttf\)\s*format\(["']truetype["']\)/g, "");
}
