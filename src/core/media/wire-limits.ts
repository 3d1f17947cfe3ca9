/** What either side of the pipe accepts. The Perl reader repeats READ_LIMIT. */
export const READ_LIMIT = 4 * 1_048_576;
/** Bytes pushed with every task: enough to tell the type of nearly everything. */
export const HEAD_LENGTH = 65_536;
export const HEADER_LIMIT = 8 * 1_048_576;
export const BODY_LIMIT = 64 * 1_048_576;
/** Bytes of the words of one document that are searched. */
export const TEXT_LIMIT = 2 * 1_048_576;
export const THUMBNAIL_SIDE = 512;
/** A picture file longer than this is not decoded: the decoder needs all of it in memory. */
export const DECODE_LIMIT = 400 * 1_048_576;
/** Pixels of the longer side of a picture that is looked at as a whole, and of the pieces that have every pixel. */
export const WHOLE_SIDE = 2560;
export const TILE_SIDE = 4096;
/** A document may say that it has more. */
export const PAGE_LIMIT = 100_000;
/** A picture of more is not decoded; a child that speaks of one was taken over. */
export const PIXEL_LIMIT = 400_000_000;
/** Rows, columns and bytes of a table that is taken in. */
export const ROW_LIMIT = 200_000;
export const COLUMN_LIMIT = 500;
export const TABLE_LIMIT = 60 * 1_048_576;
/** Bytes of a spreadsheet or map file: all of it is held in memory. */
export const DOCUMENT_LIMIT = 32 * 1_048_576;
