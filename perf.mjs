import { chromium } from "playwright-core";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium" });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
const t = Date.now();
await page.goto("file://" + process.argv[2]);
await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))");
console.log("open", Date.now() - t);
for (const v of ["ada", "adr", "", "ada"]) console.log(v, await page.evaluate(`new Promise((done) => {
  const s = document.querySelector("input"); s.value = ${JSON.stringify(v)};
  const t0 = performance.now(); s.dispatchEvent(new Event("input")); const t1 = performance.now();
  document.body.offsetHeight; const t2 = performance.now();
  requestAnimationFrame(() => setTimeout(() => done([t1 - t0, t2 - t1, performance.now() - t2].map(Math.round).join(" "))));
})`));
await browser.close();
