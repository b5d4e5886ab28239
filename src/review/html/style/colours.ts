/** Every colour, for light and dark; texts keep a contrast of 4.5 on what they stand on. */
export const COLOURS = `
:root {
  color-scheme: light dark;
  --page: #fff; --panel: #f6f8fa; --line: #d5dbe1; --text: #1c2128; --faint: #57606a; --accent: #0757c2;
  --added: #0f5c2a; --added-soft: #e2f5e7; --removed: #a0111f; --removed-soft: #ffebea;
  --careful: #7a4a00; --careful-soft: #fff4db; --careful-line: #d9a13b;
  --bad: #a0111f; --bad-soft: #ffeeed; --bad-line: #d1333f;
  --good: #0f5c2a; --good-soft: #e9f7ed; --good-line: #3d9a57;
  --bar: #4a86d8; --limit: #a0111f; --allowed: #57606a; --pause: #f2d596; --throttled: #c9303c; --conflict: #8250a8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1217; --panel: #161b22; --line: #2d353f; --text: #e1e7ed; --faint: #98a4b1; --accent: #79b4ff;
    --added: #7ee2a0; --added-soft: #12301d; --removed: #ff9d96; --removed-soft: #3a171a;
    --careful: #f0c36d; --careful-soft: #2e2410; --careful-line: #8d6a22;
    --bad: #ff9d96; --bad-soft: #331618; --bad-line: #c9424b;
    --good: #7ee2a0; --good-soft: #11271a; --good-line: #2f7d48;
    --bar: #4479c4; --limit: #ff9d96; --allowed: #98a4b1; --pause: #5c4515; --throttled: #ff7b72; --conflict: #c297ea;
  }
}
`;
