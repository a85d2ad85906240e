import type { PageStart } from './diagram-messages';

/** The page of a flow: one script of ours, at this address, and nothing else. It makes its style sheets itself, so that no style need be allowed. */
export function pageFor(script: string, start: PageStart): string {
  const nonce = globalThis.crypto.randomUUID();
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<script type="application/json" id="start">${json(start)}</script>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/** A path of a file may hold anything, and nothing of it may end the element it stands in. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
