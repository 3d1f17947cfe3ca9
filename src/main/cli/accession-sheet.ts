import { z } from 'zod';
import type { FileRecordView } from '../../shared/records/item.ts';
import { nameText } from './names.ts';
import { visible } from './output.ts';
import { prose, timeText, type Row } from './sheet.ts';

type Accession = FileRecordView['accession'];

const text = z.string().nullish();
/** As ingest writes them; what does not fit is shown as it stands. */
const sourceShape = z.object({
  path: z.object({ text: z.string(), bytes: text }),
  volume: z.object({
    fileSystem: text,
    label: text,
    volumeId: text,
    deviceSerial: text,
    deviceModel: text,
    readOnly: z.boolean().nullish(),
  }),
});
const clockShape = z.object({ time: z.string(), zone: z.string(), offsetMinutes: z.number() });

/** One act of taking in: what the system told of it, and what a person said. */
export function accessionRows({ startedAt, description, sources, machineClock }: Accession): Row[] {
  const { carrier, clockCheck } = description;
  const line = (value: string | undefined): string[] | null => (value === undefined ? null : prose(value));
  return [
    ['Begun', timeText(startedAt)],
    ['Clock here', clockText(machineClock)],
    ...sources.flatMap(sourceRows),
    ['Method', description.method ?? null],
    ['From whom', line(description.receivedFrom)],
    ['Handed over', line(description.receivedAt)],
    ['Place', line(description.place)],
    ['Carrier', line(carrier?.label)],
    ['  serial', line(carrier?.serial)],
    ['  file system', line(carrier?.fileSystem)],
    ['  protected', carrier?.writeProtected === undefined ? null : carrier.writeProtected ? 'yes' : 'no'],
    ['  now at', line(carrier?.whereNow)],
    ['Its clock', line(clockCheck?.deviceShowed)],
    ['  when it was', line(clockCheck?.referenceShowed)],
    ['  reference', line(clockCheck?.reference)],
    ['Statement', line(description.statement)],
    ['Note', line(description.note)],
  ];
}

function sourceRows(source: unknown): Row[] {
  const parsed = sourceShape.safeParse(source);
  if (!parsed.success) return [['Asked for', visible(JSON.stringify(source))]];
  const { path, volume } = parsed.data;
  const facts = [
    volume.fileSystem,
    volume.label && `label ${volume.label}`,
    volume.volumeId && `volume ${volume.volumeId}`,
    volume.deviceModel,
    volume.deviceSerial && `serial ${volume.deviceSerial}`,
    volume.readOnly === true ? 'read-only' : null,
  ].filter((fact) => typeof fact === 'string' && fact !== '');
  return [
    ['Asked for', nameText({ text: path.text, bytes: path.bytes ?? undefined })],
    ['  lies on', facts.length === 0 ? null : prose(facts.join(', '))],
  ];
}

function clockText(clock: Accession['machineClock']): string {
  const parsed = clockShape.safeParse(clock);
  if (!parsed.success) return visible(JSON.stringify(clock));
  const { time, zone, offsetMinutes } = parsed.data;
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const offset = `${offsetMinutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
  return visible(`${timeText(time)}, zone ${zone} (${offset})`);
}
