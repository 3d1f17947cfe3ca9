/**
 * Content-Disposition (RFC 6266) that saves under `name`: an ASCII form for whoever knows no other, and the name itself as
 * RFC 8187 encodes it. What would hide an ending or lead into another folder is replaced.
 */
export function attachmentOf(name: string): string {
  const safe = name.toWellFormed().replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029/\\]/gu, '_') || '_';
  const ascii = safe.replace(/[^\x20-\x7e]|["%]/gu, '_');
  const encoded = encodeURIComponent(safe).replace(/[*'()]/g, (sign) => `%${hex(sign)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const hex = (sign: string): string => sign.charCodeAt(0).toString(16).toUpperCase();
