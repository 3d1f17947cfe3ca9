import { useQueryClient } from '@tanstack/react-query';
import { BookA, Map as MapIcon, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedMapFile, MapFile, MapFileKind } from '../../../shared/records/map.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { ConfirmDialog, Dialog } from '../../components/dialog.tsx';
import { FieldSwitch } from '../../components/field.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText, plainText } from '../../components/safe-text.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useJobs } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { SiteLegend } from './site-legend.tsx';

interface Props {
  readonly files: readonly ListedMapFile[];
  /** Ids of maps that are not drawn. */
  readonly hidden: ReadonlySet<string>;
  readonly boundaries: boolean;
  /** Whether places are drawn. */
  readonly sites: boolean;
  readonly onSites: (areDrawn: boolean) => void;
  /** Whether a person's own maps can be drawn here. */
  readonly canDraw: boolean;
  readonly onBoundaries: (areDrawn: boolean) => void;
  readonly onHide: (file: string, isHidden: boolean) => void;
  readonly onClose: () => void;
}

/** What is drawn besides land and water, and what a person brings along for it. */
export function OwnMaps(props: Props) {
  const { t } = useTranslation('map');
  const { host, jobs } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const { pick, element } = usePick();
  const [removing, setRemoving] = useState<ListedMapFile | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const job = useJobs(jobs).find(({ kind }) => kind === 'map');
  const renew = () => queries.invalidateQueries({ queryKey: ['map', archive] });
  const add = async (kind: MapFileKind): Promise<void> => {
    // One after the other; a button that went dead would take the keys with it.
    if (job?.state === 'running') return;
    const [path] = (await pick({ kind: 'files', title: t(`choose.${kind}`), action: t('add') })) ?? [];
    if (!path) return;
    setFailure(null);
    await jobs.start<MapFile>('map', (signal) =>
      host.client.map.addFile({ archive, path, workingFolder: '/', kind }, { signal }),
    );
    await renew();
  };
  const remove = async ({ id }: ListedMapFile): Promise<void> => {
    setRemoving(null);
    try {
      await host.client.map.removeFile({ archive, file: id });
      await renew();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Dialog title={t('layers')} isOpen onClose={props.onClose}>
      <div className="stack">
        <FieldSwitch isSelected={props.sites} onChange={props.onSites}>
          {t('sites.layer')}
        </FieldSwitch>
        {props.sites && <SiteLegend />}
        <FieldSwitch isSelected={props.boundaries} onChange={props.onBoundaries}>
          {t('boundaries')}
        </FieldSwitch>
        <p className="small quiet">{t('noOpinion')}</p>
        <h3>{t('ownMaps')}</h3>
        <p className="small quiet">{t('ownMapsHint')}</p>
        {!props.canDraw && <p className="small quiet">{t('ownMapsPlain')}</p>}
        {props.files.length > 0 && (
          <ul className="map-files">
            {props.files.map((file) => (
              <OwnMap
                key={file.id}
                file={file}
                isHidden={props.hidden.has(file.id)}
                isReadOnly={access === 'read'}
                onHide={(isHidden) => props.onHide(file.id, isHidden)}
                onRemove={() => setRemoving(file)}
              />
            ))}
          </ul>
        )}
        {job?.state === 'running' && <JobProgress job={job} />}
        {job?.state === 'failed' && <ErrorNotice error={job.error} />}
        {failure !== null && <ErrorNotice error={failure} />}
        <div className="row">
          <Button icon={Plus} isDisabled={access === 'read'} onPress={() => void add('tiles')}>
            {t('addTiles')}
          </Button>
          <Button icon={Plus} isDisabled={access === 'read'} onPress={() => void add('gazetteer')}>
            {t('addGazetteer')}
          </Button>
        </div>
        <p className="small quiet">{t('ownMapsKept')}</p>
      </div>
      {element}
      {removing && (
        <ConfirmDialog
          isOpen
          size="small"
          title={t('removeTitle', { name: plainText(removing.name) })}
          action={t('remove', { ns: 'common' })}
          tone="danger"
          onClose={() => setRemoving(null)}
          onConfirm={() => void remove(removing)}
        >
          <p>{t('removeBody')}</p>
        </ConfirmDialog>
      )}
    </Dialog>
  );
}

function OwnMap({
  file: { name, size, detail },
  isHidden,
  isReadOnly,
  onHide,
  onRemove,
}: {
  readonly file: ListedMapFile;
  readonly isHidden: boolean;
  readonly isReadOnly: boolean;
  readonly onHide: (isHidden: boolean) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('map');
  const format = useFormats();
  const Icon = detail.kind === 'tiles' ? MapIcon : BookA;
  return (
    <li className="map-file">
      <Icon aria-hidden size={18} strokeWidth={1.5} />
      <div>
        <p>
          <SafeText>{name}</SafeText>
        </p>
        <p className="small quiet numeric">
          {detail.kind === 'tiles'
            ? t(detail.tiles, { from: detail.minZoom, to: detail.maxZoom })
            : t('placesIn', { count: detail.places })}
          {` · ${format.bytes(size)}`}
        </p>
        {detail.kind === 'gazetteer' && detail.skipped > 0 && (
          <details className="small">
            <summary>{t('skipped', { count: detail.skipped })}</summary>
            <ul>
              {detail.problems.map(({ line, problem }) => (
                <li key={line} className="numeric">
                  {t('skippedLine', { line: format.number(line), problem: t(`lineProblem.${problem}`) })}
                </li>
              ))}
            </ul>
          </details>
        )}
        {detail.kind === 'tiles' && detail.attribution !== null && (
          <p className="small quiet">
            <SafeText>{detail.attribution}</SafeText>
          </p>
        )}
      </div>
      {detail.kind === 'tiles' && (
        <FieldSwitch isSelected={!isHidden} onChange={(isShown) => onHide(!isShown)}>
          {t('drawn')}
        </FieldSwitch>
      )}
      <IconButton
        icon={Trash2}
        label={t('removeMap', { name: plainText(name) })}
        isDisabled={isReadOnly}
        onPress={onRemove}
      />
    </li>
  );
}
