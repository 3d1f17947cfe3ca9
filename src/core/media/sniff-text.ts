import type { MediaType } from './media-types.ts';

/**
 * Text, and what kind: UTF-8 without control characters, or UTF-16 with a byte order mark. Text in an old one-byte
 * encoding cannot be told from arbitrary bytes and stays `application/octet-stream`.
 */
export function sniffText(head: Uint8Array, whole: boolean): MediaType | null {
  const text = decode(head, whole);
  if (text === null || text.length === 0 || /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/.test(text)) return null;
  const start = text.trimStart();
  return markup(start) ?? mail(start) ?? card(start) ?? json(start, whole) ?? 'text/plain';
}

function decode(head: Uint8Array, whole: boolean): string | null {
  const encoding =
    head[0] === 0xff && head[1] === 0xfe
      ? 'utf-16le'
      : head[0] === 0xfe && head[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    // As a stream, a character cut off by the end of the head is no error.
    return new TextDecoder(encoding, { fatal: true }).decode(head, { stream: !whole });
  } catch {
    return null;
  }
}

function markup(text: string): MediaType | null {
  if (!text.startsWith('<')) return null;
  if (/^<!doctype\s+html|^<html[\s>]|^<head[\s>]|^<body[\s>]/i.test(text)) return 'text/html';
  // The first element, past declaration, comments, processing instructions and document type.
  const root =
    /^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?[^>]*>|\s+)*<(?:[\w.-]+:)?([\w.-]+)/i.exec(
      text,
    );
  switch (root?.[1]?.toLowerCase()) {
    case undefined:
      return null;
    case 'svg':
      return 'image/svg+xml';
    case 'xmpmeta':
    case 'xapmeta':
    case 'rdf':
      return 'application/rdf+xml';
    case 'kml':
      return 'application/vnd.google-earth.kml+xml';
    case 'gpx':
      return 'application/gpx+xml';
    case 'html':
      return 'text/html';
    default:
      return text.startsWith('<?xml') || text.includes('xmlns') ? 'application/xml' : null;
  }
}

const mailHeader =
  /^(?:from|to|subject|date|message-id|received|return-path|delivered-to|mime-version|x-[\w-]+|dkim-signature|content-type|arc-[\w-]+|authentication-results):\s/i;

/** RFC 5322: a block of header fields with a sender and something that only mail has. */
function mail(text: string): MediaType | null {
  if (!mailHeader.test(text)) return null;
  const fields = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const has = (name: string): boolean => new RegExp(`^${name}:`, 'im').test(fields);
  const proper = fields
    .split(/\r?\n/)
    .every((line) => /^[\x21-\x39\x3b-\x7e]+:|^[ \t]/.test(line) || line === '');
  return proper && has('from') && (has('message-id') || has('received') || (has('date') && has('subject')))
    ? 'message/rfc822'
    : null;
}

function card(text: string): MediaType | null {
  if (/^begin:vcard\r?\n/i.test(text)) return 'text/vcard';
  if (/^begin:vcalendar\r?\n/i.test(text)) return 'text/calendar';
  return null;
}

function json(text: string, whole: boolean): MediaType | null {
  if (!/^[[{]/.test(text)) return null;
  if (!whole)
    return /^(?:\{\s*"(?:[^"\\]|\\.)*"\s*:|\[\s*(?:[{["]|-?\d))/.test(text) ? 'application/json' : null;
  try {
    JSON.parse(text);
    return 'application/json';
  } catch {
    return null;
  }
}
