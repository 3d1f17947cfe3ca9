import PDFDocument from 'pdfkit';
import { faceNames, fontFile, runsOf, type Face, type Weight } from './fonts.ts';
import { citation, type Block, type Exhibit, type Outline, type Sentence } from './outline.ts';

/** Points. */
const page = { width: 595.28, height: 841.89, margin: 62, foot: 34 } as const;
const inner = page.width - 2 * page.margin;
const bottom = page.height - page.margin;
const sizes = { 0: 22, 1: 16, 2: 12.5, 3: 10.5 } as const;
const body = 10;
const small = 8.5;
const ink = '#1a1a1a';
const quiet = '#5c5c5c';
const accent = '#1f4e79';
const labelWidth = 128;
/** Of Noto Sans, in parts of its size. */
const ascent = 1.069;
const pictureSide = 118;

type Document = InstanceType<typeof PDFDocument>;

interface Entry {
  readonly level: 1 | 2 | 3;
  readonly text: string;
  readonly anchor: string;
  readonly page: number;
}

/**
 * A4 pages with a linked list of contents, bookmarks, page numbers from 1 that are those of the file, and text that can be
 * searched; fonts are embedded, and the same outline gives the same bytes. It declares PDF/A-2b (ISO 19005-2).
 */
export async function writePdf(outline: Outline): Promise<Uint8Array> {
  let entries: readonly Entry[] = [];
  // Which page something is on is known when it was set; the contents go before it, so it is set until they agree.
  for (let attempt = 0; ; attempt += 1) {
    const setting = new Setting(outline, entries);
    const bytes = await setting.run();
    if (sameEntries(entries, setting.entries) || attempt === 4) return bytes;
    entries = setting.entries;
  }
}

function sameEntries(one: readonly Entry[], other: readonly Entry[]): boolean {
  return one.length === other.length && one.every((entry, at) => entry.page === other[at]?.page);
}

class Setting {
  readonly entries: Entry[] = [];
  private readonly outline: Outline;
  private readonly known: readonly Entry[];
  private readonly doc: Document;
  private pages = 1;

  constructor(outline: Outline, known: readonly Entry[]) {
    this.outline = outline;
    this.known = known;
    const at = new Date(outline.madeAt);
    this.doc = new PDFDocument({
      size: 'A4',
      margin: page.margin,
      lang: outline.language,
      displayTitle: true,
      pdfVersion: '1.7',
      subset: 'PDF/A-2b',
      bufferPages: true,
      // None of the fonts that PDF readers are to have of their own.
      font: '',
      info: { Title: outline.title, Producer: 'Stele', Creator: 'Stele', CreationDate: at, ModDate: at },
    });
    for (const face of faceNames)
      for (const weight of ['regular', 'bold'] as const)
        this.doc.registerFont(fontName(face, weight), Buffer.from(fontFile(face, weight)));
    this.doc.on('pageAdded', () => {
      this.pages += 1;
    });
  }

  async run(): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      this.doc.on('data', (part: Uint8Array) => parts.push(part));
      this.doc.on('end', resolve);
      this.doc.on('error', reject);
    });
    this.titlePage();
    for (const block of this.outline.blocks) this.block(block);
    this.feet();
    this.doc.end();
    await ended;
    return Buffer.concat(parts);
  }

  private titlePage(): void {
    const { title, subtitle, contents } = this.outline;
    this.doc.y = page.margin + 20;
    this.text(title, { size: sizes[0], weight: 'bold', color: accent });
    this.doc.y += 6;
    for (const line of subtitle) this.text(line, { size: 11, color: quiet });
    this.doc.y += 22;
    const listed = this.known.filter(({ level }) => level < 3);
    if (listed.length === 0) return;
    this.text(contents, { size: sizes[1], weight: 'bold' });
    this.doc.y += 6;
    for (const { level, text, anchor, page: number } of listed) {
      this.room(18);
      const top = this.doc.y;
      const left = page.margin + (level - 1) * 14;
      const width = inner - (level - 1) * 14 - 44;
      this.text(text, { left, width, goTo: anchor, weight: level === 1 ? 'bold' : 'regular' });
      const after = this.doc.y;
      this.text(String(number), {
        left: page.width - page.margin - 40,
        width: 40,
        top,
        isRight: true,
        goTo: anchor,
      });
      this.doc.y = after + 2;
    }
  }

  private block(block: Block): void {
    switch (block.kind) {
      case 'heading':
        this.heading(block);
        return;
      case 'sentences':
        this.sentences(block.sentences);
        return;
      case 'note':
        this.text(block.text, { color: quiet });
        this.doc.y += 4;
        return;
      case 'reference':
        this.text(block.text, { goTo: block.anchor, color: accent });
        this.doc.y += 6;
        return;
      case 'facts':
        for (const [label, value] of block.facts) this.fact(label, value, page.margin, inner);
        this.doc.y += 6;
        return;
      case 'exhibit':
        this.exhibit(block.exhibit);
        return;
    }
  }

  private heading({ level, text, anchor }: Extract<Block, { kind: 'heading' }>): void {
    if (level === 1) this.newPage();
    else this.doc.y += level === 2 ? 12 : 8;
    // A heading that nothing follows on its page is lost.
    this.room(sizes[level] + 60);
    if (anchor !== undefined) {
      this.entries.push({ level, text, anchor, page: this.pages });
      this.doc.addNamedDestination(anchor, 'XYZ', page.margin, this.doc.y - 4, null);
      if (level === 1) this.doc.outline.addItem(text);
    }
    this.text(text, { size: sizes[level], weight: 'bold', color: level === 3 ? ink : accent });
    this.doc.y += level === 1 ? 8 : 4;
  }

  private sentences(sentences: readonly Sentence[]): void {
    const pieces = sentences.flatMap(({ text, exhibits }, at): Piece[] => [
      { text: `${at === 0 ? '' : ' '}${text}` },
      ...(exhibits.length > 0 ? [{ text: ' [' }] : []),
      ...citation(exhibits).map((part): Piece =>
        part.isLabel ? { text: part.text, goTo: part.text, color: accent } : { text: part.text },
      ),
      ...(exhibits.length > 0 ? [{ text: ']' }] : []),
    ]);
    this.pieces(pieces, {});
    this.doc.y += 7;
  }

  private fact(label: string, value: string, left: number, width: number): void {
    this.room(16);
    const top = this.doc.y;
    const from = this.pages;
    if (label !== '') this.text(label, { left, width: labelWidth - 8, size: small, color: quiet, top });
    const labelEnd = this.doc.y;
    const indent = label === '' ? 0 : labelWidth;
    this.doc.y = top;
    this.text(value, {
      left: left + indent,
      width: width - indent,
      size: small + 0.5,
      top: this.pages === from ? top : this.doc.y,
    });
    if (this.pages === from) this.doc.y = Math.max(this.doc.y, labelEnd);
    this.doc.y += 1.5;
  }

  private exhibit({ label, number, title, facts, texts, picture }: Exhibit): void {
    const scale = picture ? Math.min(pictureSide / picture.width, pictureSide / picture.height, 1) : 0;
    const height = picture ? picture.height * scale : 0;
    this.room(Math.max(height, 70) + 10);
    this.doc.addNamedDestination(label, 'XYZ', page.margin, this.doc.y - 4, null);
    const [top, from] = [this.doc.y, this.pages];
    if (picture)
      this.doc.image(Buffer.from(picture.bytes), page.margin, top, { width: picture.width * scale });
    const left = page.margin + pictureSide + 14;
    const width = inner - pictureSide - 14;
    this.doc.y = top;
    this.text(`${label}   ${title}`, { left, width, weight: 'bold', top });
    this.text(number, { left, width, size: small, color: quiet });
    for (const [name, value] of facts) this.fact(name, value, left, width);
    for (const text of texts) this.text(text, { left, width, size: small + 0.5 });
    if (this.pages === from) this.doc.y = Math.max(this.doc.y, top + height);
    this.doc.y += 12;
  }

  private feet(): void {
    const { title } = this.outline;
    const { count } = this.doc.bufferedPageRange();
    for (let number = 1; number <= count; number += 1) {
      this.doc.switchToPage(number - 1);
      // Below the margin pdfkit would begin another page.
      this.doc.page.margins.bottom = 0;
      const top = page.height - page.foot;
      const words = this.outline.page.replace('{page}', String(number));
      const short = title.length > 70 ? `${title.slice(0, 69)}…` : title;
      this.text(short, { size: 8, color: quiet, top, width: inner - 90 });
      this.text(words, {
        size: 8,
        color: quiet,
        top,
        left: page.width - page.margin - 80,
        width: 80,
        isRight: true,
      });
    }
  }

  /** Goes on to the next page unless that much is left on this one. */
  private room(height: number): void {
    if (this.doc.y + height > bottom) this.newPage();
  }

  private newPage(): void {
    if (this.doc.y > page.margin + 1) this.doc.addPage();
  }

  private text(text: string, style: Style & { readonly goTo?: string }): void {
    this.pieces([{ text, ...(style.goTo === undefined ? {} : { goTo: style.goTo }) }], style);
  }

  /** One paragraph of pieces, each in the fonts that its letters are in. */
  private pieces(pieces: readonly Piece[], style: Style): void {
    const { size = body, weight = 'regular', color = ink, left = page.margin, width = inner, top } = style;
    const runs = pieces.flatMap((piece) =>
      runsOf(piece.text).map(({ face, text }) => ({ ...piece, face, text })),
    );
    const { doc } = this;
    const wide = runs.reduce(
      (sum, { face, text }) =>
        sum + (style.isRight ? doc.font(fontName(face, weight)).fontSize(size).widthOfString(text) : 0),
      0,
    );
    const start = style.isRight ? left + width - wide : left;
    for (const [at, run] of runs.entries()) {
      doc
        .font(fontName(run.face, weight))
        .fontSize(size)
        .fillColor(run.color ?? color);
      const options = {
        continued: at < runs.length - 1,
        lineGap: size * 0.18,
        // Of one line for all fonts, whose own tops differ.
        baseline: -ascent * size,
        goTo: run.goTo ?? null,
        underline: false,
        ...(at === 0 ? { width: style.isRight ? wide + 1 : width } : {}),
      };
      if (at === 0) doc.text(run.text, start, top ?? doc.y, options as PDFKit.Mixins.TextOptions);
      else doc.text(run.text, options as PDFKit.Mixins.TextOptions);
    }
    doc.x = page.margin;
  }
}

interface Piece {
  readonly text: string;
  readonly goTo?: string;
  readonly color?: string;
}

interface Style {
  readonly size?: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly left?: number;
  readonly width?: number;
  readonly top?: number;
  /** One line, that ends at the right. */
  readonly isRight?: boolean;
}

function fontName(face: Face, weight: Weight): string {
  return `${face} ${weight}`;
}
