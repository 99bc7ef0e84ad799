// Puts a file to its signed place; over XMLHttpRequest, as fetch does not tell how far it got.

import { Problem } from './client.js';

/** An upload that does not move for so long is dead. */
const SILENCE = 60_000;

/** Sends the bytes; `moved` hears the part that is sent, 0 to 1. Throws a `Problem`. */
export function put(file, { method, url, headers }, moved, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let silence;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), SILENCE);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      heard();
      moved(loaded / total);
    };
    request.onloadend = () => {
      clearTimeout(silence);
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new Problem(codeOf(request)));
    };
    signal.addEventListener('abort', () => request.abort());
    request.open(method, url);
    for (const { name, value } of headers) request.setRequestHeader(name, value);
    heard();
    request.send(file);
  });
}

/** Our storage says why in JSON, a cloud's in XML of its own. */
function codeOf({ status, responseText }) {
  if (!status) return 'OFFLINE';
  if (status >= 500) return 'SERVICE_UNAVAILABLE';
  return /"code": ?"([A-Z_]+)"/.exec(responseText)?.[1] ?? 'NOT_UPLOADED';
}
