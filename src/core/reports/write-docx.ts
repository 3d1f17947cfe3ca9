import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type FileChild,
  type IRunOptions,
  type ParagraphChild,
} from 'docx';
import { citation, type Block, type Exhibit, type Outline, type Sentence } from './outline.ts';

const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const quiet = '5C5C5C';
const accent = '1F4E79';
/** Pixels of a picture in the list of exhibits. */
const pictureSide = 150;

/**
 * The same as the PDF, to be edited in a word processor: headings by style, so that it can list the contents itself; exhibits
 * that lead to their entries. Office Open XML (ISO/IEC 29500), no macros.
 */
export async function writeDocx(outline: Outline): Promise<Uint8Array> {
  const { title, subtitle, language, blocks, page } = outline;
  const [before = '', after = ''] = page.split('{page}');
  const document = new Document({
    title,
    creator: 'Stele',
    lastModifiedBy: 'Stele',
    styles: {
      default: {
        document: {
          run: { font: 'Noto Sans', size: 20, language: { value: languageTags[language] ?? language } },
        },
        title: { run: { font: 'Noto Sans', size: 44, bold: true, color: accent } },
        heading1: heading(32, true),
        heading2: heading(25, false),
        heading3: {
          run: { font: 'Noto Sans', size: 21, bold: true },
          paragraph: { spacing: { before: 160, after: 60 } },
        },
      },
    },
    sections: [
      {
        properties: { page: { size: { width: 11_906, height: 16_838 } } },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.RIGHT,
                children: [
                  new TextRun({ children: [before, PageNumber.CURRENT, after], size: 16, color: quiet }),
                ],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({ text: clean(title), heading: HeadingLevel.TITLE }),
          ...subtitle.map(
            (line) => new Paragraph({ children: [new TextRun({ text: clean(line), color: quiet })] }),
          ),
          ...blocks.flatMap((block) => childrenOf(block)),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

const languageTags: Readonly<Record<string, string>> = { en: 'en-GB', hy: 'hy-AM', ru: 'ru-RU' };

function heading(size: number, pageBreakBefore: boolean) {
  return {
    run: { font: 'Noto Sans', size, bold: true, color: accent },
    paragraph: { spacing: { before: 240, after: 100 }, keepNext: true, pageBreakBefore },
  };
}

function childrenOf(block: Block): FileChild[] {
  switch (block.kind) {
    case 'heading': {
      const run = new TextRun(clean(block.text));
      const marked =
        block.anchor === undefined ? run : new Bookmark({ id: bookmark(block.anchor), children: [run] });
      return [new Paragraph({ heading: levels[block.level], children: [marked] })];
    }
    case 'sentences':
      return [new Paragraph({ spacing: { after: 120 }, children: block.sentences.flatMap(sentenceRuns) })];
    case 'note':
      return [
        new Paragraph({
          spacing: { after: 80 },
          children: [new TextRun({ text: clean(block.text), color: quiet })],
        }),
      ];
    case 'reference':
      return [new Paragraph({ children: [leading(block.text, block.anchor)] })];
    case 'facts':
      return [factTable(block.facts), new Paragraph('')];
    case 'exhibit':
      return exhibit(block.exhibit);
  }
}

function sentenceRuns({ text, exhibits }: Sentence, at: number): ParagraphChild[] {
  const said = new TextRun(`${at === 0 ? '' : ' '}${clean(text)}`);
  if (exhibits.length === 0) return [said];
  const cited = citation(exhibits).map(({ text: part, isLabel }) =>
    isLabel ? leading(part, part) : new TextRun(part),
  );
  return [said, new TextRun(' ['), ...cited, new TextRun(']')];
}

function leading(text: string, anchor: string): InternalHyperlink {
  return new InternalHyperlink({
    anchor: bookmark(anchor),
    children: [new TextRun({ text: clean(text), color: accent })],
  });
}

function exhibit({ label, number, title, facts, texts, picture }: Exhibit): FileChild[] {
  const scale = picture ? Math.min(pictureSide / picture.width, pictureSide / picture.height, 1) : 0;
  const drawn = picture
    ? [
        new Paragraph({
          keepNext: true,
          children: [
            new ImageRun({
              type: 'jpg',
              data: picture.bytes,
              transformation: {
                width: Math.round(picture.width * scale),
                height: Math.round(picture.height * scale),
              },
              altText: { name: label, title: label, description: clean(title) },
            }),
          ],
        }),
      ]
    : [];
  const named = new Bookmark({ id: bookmark(label), children: [bold(label)] });
  return [
    new Paragraph({
      spacing: { before: 240 },
      keepNext: true,
      children: [
        named,
        bold(`   ${clean(title)}`),
        new TextRun({ text: `   ${clean(number)}`, color: quiet }),
      ],
    }),
    ...drawn,
    ...(facts.length > 0 ? [factTable(facts)] : []),
    ...texts.map((text) => new Paragraph(clean(text))),
  ];
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const borders = { top: none, bottom: none, left: none, right: none };

function factTable(facts: readonly (readonly [label: string, value: string])[]): Table {
  const cell = (text: string, width: number, color?: string): TableCell =>
    new TableCell({
      borders,
      width: { size: width, type: WidthType.DXA },
      children: text.split('\n').map(
        (line) =>
          new Paragraph({
            children: [new TextRun({ text: clean(line), size: 18, ...(color ? { color } : {}) })],
          }),
      ),
    });
  return new Table({
    columnWidths: [2400, 6600],
    width: { size: 9000, type: WidthType.DXA },
    borders: { ...borders, insideHorizontal: none, insideVertical: none },
    rows: facts.map(
      ([label, value]) => new TableRow({ children: [cell(label, 2400, quiet), cell(value, 6600)] }),
    ),
  });
}

function bold(text: string): TextRun {
  const options: IRunOptions = { text, bold: true };
  return new TextRun(options);
}

/** Word takes letters, digits and underscores, at most 40 of them. */
function bookmark(anchor: string): string {
  return `s_${anchor.replace(/[^A-Za-z0-9]/g, '_')}`.slice(0, 40);
}

/** Without what XML 1.0 cannot hold. */
function clean(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
}
