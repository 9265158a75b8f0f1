/** The panel's own style; colours and sizes come from shared/tokens.js. */
export const style = `
:host{position:fixed;inset-block-end:24px;inset-inline-end:24px;z-index:2147483000;width:376px;height:620px;max-height:calc(100vh - 48px);
display:flex;flex-direction:column;overflow:hidden;background:var(--sheet);color:var(--ink);border:1px solid var(--line);border-radius:18px;
box-shadow:var(--lift);font:var(--s0)/1.5 var(--sans);text-align:start;animation:come .12s}
:host([hidden]){display:none}
@keyframes come{from{opacity:0}}
header{padding:16px 20px;display:flex;gap:12px;align-items:center;border-block-end:1px solid var(--line);flex:none}
.faces{display:flex;flex:none}
.faces:empty{display:none}
i{width:36px;height:36px;border-radius:50%;border:2px solid var(--sheet);overflow:hidden;display:grid;place-items:center;font:600 13px var(--sans);color:#fff}
i+i{margin-inline-start:-8px}
i img{width:100%;height:100%;object-fit:cover}
.title{min-width:0;flex:1;overflow-wrap:anywhere}
h2{font:600 var(--s1)/1.25 var(--serif);margin:0;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
p{margin:1px 0 0}
header p{color:var(--ink-2);font-size:var(--s-1)}
button{border:0;background:none;cursor:pointer}
.close{flex:none;width:36px;height:36px;margin-inline-end:-8px;border-radius:8px;color:var(--ink-2);font-size:16px}
.close:hover{background:var(--theirs)}
.bar{padding:8px 20px;background:var(--note);font-size:var(--s-1);flex:none}
.bar:empty{display:none}
.log{flex:1;min-height:0;padding:16px 20px;overflow:auto;overscroll-behavior:contain;display:flex;flex-direction:column;gap:4px}
.log:focus-visible{outline-offset:-2px}
.log:empty::before{content:attr(data-greeting);margin:auto;max-width:26ch;text-align:center;color:var(--ink-2);font:var(--s1)/1.45 var(--serif);text-wrap:balance}
.log>:first-child{margin-block-start:auto}
.day,.event{text-align:center;color:var(--ink-3);font-size:var(--s-1);margin-block:4px 8px;text-wrap:balance}
.event{margin-block:12px 8px;color:var(--ink-2);overflow-wrap:anywhere}
.m{max-width:82%;padding:8px 12px;border-radius:var(--r-bubble);white-space:pre-wrap;overflow-wrap:anywhere;flex:none}
.m a{color:inherit}
.me{align-self:end;background:var(--mine);color:var(--mine-ink);border-end-end-radius:5px}
.them{align-self:start;background:var(--theirs);border-end-start-radius:5px}
.them+.me,.tick+.them,.me+.them{margin-block-start:8px}
.who{font-size:var(--s-1);color:var(--ink-2);margin:8px 4px -2px;font-weight:600;overflow-wrap:anywhere}
.tick{align-self:end;font-size:var(--s-1);color:var(--ink-3);margin:0 2px 4px}
.failed{align-self:end;text-align:end;font-size:var(--s-1);color:var(--ring-text);margin:0 2px 4px}
.failed button{text-decoration:underline;padding:0;color:var(--ink)}
.ring{align-self:center;margin-block:12px 4px;display:flex;gap:10px;align-items:center;color:var(--ring-text);font-weight:600;background:var(--ring-soft);
padding-block:8px;padding-inline:10px 14px;border-radius:22px;overflow-wrap:anywhere;min-width:0}
svg{width:22px;height:22px;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round}
path:first-child{stroke-width:6}
path+path{animation:arc 1.5s infinite}
path+path+path{animation-delay:.25s}
@keyframes arc{50%{opacity:.25}}
.typing{align-self:start;color:var(--ink-2);font-size:var(--s-1);margin:8px 4px 0;overflow-wrap:anywhere}
form{border-block-start:1px solid var(--line);padding:12px;display:flex;flex-wrap:wrap;gap:8px;align-items:end;flex:none}
textarea{flex:1;min-width:0;resize:none;border:1px solid var(--field-line);background:var(--paper);border-radius:12px;padding:10px 12px;min-height:44px;max-height:132px;line-height:1.45}
textarea::placeholder{color:var(--ink-3);opacity:1;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
textarea:focus-visible{outline-offset:-1px}
.told{flex-basis:100%;font-size:var(--s-1);color:var(--ink-2);padding-inline:4px}
.told:empty{display:none}
.over .told{color:var(--ring-text);font-weight:600}
.send{background:var(--ring);color:var(--ring-ink);border-radius:12px;min-height:44px;padding-inline:16px;font-weight:600}
.over .send,.send:disabled{opacity:.5}
.note{font-size:var(--s-1);color:var(--ink-2);padding:0 16px 12px;text-wrap:balance;text-align:center}
@media(max-width:480px){:host{inset:var(--top,0px) 0 auto;width:auto;height:var(--height,100dvh);max-height:none;border:0;border-radius:0}
textarea{font-size:16px}}
@media(forced-colors:active){.m{border:1px solid}}
@media print{:host{display:none}}`;
