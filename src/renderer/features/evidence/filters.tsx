import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { itemKinds, type ItemFilter } from '../../../shared/records/item-row.ts';
import { Button } from '../../components/button.tsx';
import { FieldSelect, FieldSwitch, type Choice } from '../../components/field.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';

type Narrowing = Partial<Pick<ItemFilter, 'camera' | 'serial' | 'tag' | 'kind' | 'untitled'>>;

interface Props {
  readonly filter: ItemFilter;
  readonly onFilter: (change: Narrowing) => void;
}

/** So that no camera and no tag can be taken for it. */
const any = 'any';
const own = (text: string): string => `=${text}`;

/** What a list is narrowed by beside words. */
export function Filters({ filter, onFilter }: Props) {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data: cameras = [] } = useQuery({
    queryKey: ['facets', archive, 'cameras'],
    queryFn: () => host.client.items.cameras({ archive }),
  });
  const { data: tags = [] } = useQuery({
    queryKey: ['facets', archive, 'tags'],
    queryFn: () => host.client.items.tags({ archive }),
  });
  const bodies = cameras.flatMap(({ name, items, serials }) => [
    { id: own(JSON.stringify([name])), label: t('filter.counted', { name: plainText(name), count: items }) },
    ...serials.map((body) => ({
      id: own(JSON.stringify([name, body.serial])),
      label: t('filter.serial', {
        name: plainText(name),
        serial: plainText(body.serial),
        count: body.items,
      }),
    })),
  ]);
  const camera =
    filter.camera === null
      ? any
      : own(JSON.stringify([filter.camera, ...(filter.serial ? [filter.serial] : [])]));
  const chooseCamera = (id: string): void => {
    const [name = null, serial = null] = id === any ? [] : (JSON.parse(id.slice(1)) as readonly string[]);
    onFilter({ camera: name, serial });
  };
  const isNarrowed =
    filter.camera !== null || Boolean(filter.tag) || Boolean(filter.kind) || filter.untitled === true;
  return (
    <div className="evidence-filters" role="group" aria-label={t('filter.title')}>
      <div className="evidence-filter-wide">
        <FieldSelect<string>
          label={t('camera')}
          isLabelHidden
          choices={withChosen(camera, [{ id: any, label: t('filter.anyCamera') }, ...bodies])}
          value={camera}
          onChange={chooseCamera}
        />
      </div>
      <div className="evidence-filter">
        <FieldSelect<string>
          label={t('filter.kind')}
          isLabelHidden
          choices={[
            { id: any, label: t('filter.anyKind') },
            ...itemKinds.map((kind) => ({ id: kind, label: t(`kind.${kind}`) })),
          ]}
          value={filter.kind ?? any}
          onChange={(id) => onFilter({ kind: itemKinds.find((kind) => kind === id) ?? null })}
        />
      </div>
      <div className="evidence-filter">
        <FieldSelect<string>
          label={t('filter.tag')}
          isLabelHidden
          choices={withChosen(filter.tag ? own(filter.tag) : any, [
            { id: any, label: t('filter.anyTag') },
            ...tags.map(({ tag, items }) => ({
              id: own(tag),
              label: t('filter.counted', { name: plainText(tag), count: items }),
            })),
          ])}
          value={filter.tag ? own(filter.tag) : any}
          onChange={(id) => onFilter({ tag: id === any ? null : id.slice(1) })}
        />
      </div>
      <FieldSwitch isSelected={filter.untitled === true} onChange={(untitled) => onFilter({ untitled })}>
        {t('filter.untitled')}
      </FieldSwitch>
      {isNarrowed && (
        <Button
          size="small"
          tone="quiet"
          onPress={() => onFilter({ camera: null, serial: null, tag: null, kind: null, untitled: false })}
        >
          {t('filter.all')}
        </Button>
      )}
    </div>
  );
}

/** What is chosen stands there as long as it is, even where nothing has it any more. */
function withChosen(chosen: string, choices: readonly Choice<string>[]): readonly Choice<string>[] {
  if (choices.some(({ id }) => id === chosen)) return choices;
  return [...choices, { id: chosen, label: plainText(chosen.slice(1)) }];
}
