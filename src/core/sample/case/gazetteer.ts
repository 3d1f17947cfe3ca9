import type { SampleLanguage } from '../../../shared/records/sample.ts';
import { languageTags, type Language } from '../words.ts';
import { degreesOf, spots, type NamedSpot } from './villages.ts';

/**
 * The names of the island as a person's own gazetteer in CSV: the first column, which is shown where no script is asked for, in the
 * language of the sample.
 */
export function gazetteer(language: SampleLanguage): string {
  const others = (Object.keys(languageTags) as Language[]).filter((one) => one !== language);
  const heading = ['name', ...others.map((one) => `name:${one}`), 'lat', 'lon', 'population', 'radius'];
  const rows = Object.values<NamedSpot>(spots).map(({ names, at, people, radius }) => {
    const [longitude, latitude] = degreesOf(at);
    return [names[language], ...others.map((one) => names[one]), latitude, longitude, people, radius];
  });
  return `${[heading, ...rows].map((cells) => cells.join(',')).join('\n')}\n`;
}
