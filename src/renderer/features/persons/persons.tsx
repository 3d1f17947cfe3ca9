import { Mic, UserRound } from 'lucide-react';
import { RecordKindScreen } from '../records/record-kind-screen.tsx';
import { ActorDetail } from './actor-detail.tsx';
import { ActorEditor } from './actor-editor.tsx';
import { SealedLine } from './sealed-line.tsx';
import { SourceDetail } from './source-detail.tsx';
import { SourceEditor } from './source-editor.tsx';
import './persons.css';

/** Who suffered and who acted, and who told of it. */
export function Persons() {
  return (
    <RecordKindScreen
      screen="persons"
      kinds={[
        {
          kind: 'actor',
          icon: UserRound,
          typeVocabulary: 'actor-types',
          statusVocabulary: 'violation-status',
          Editor: ActorEditor,
        },
        {
          kind: 'source',
          icon: Mic,
          typeVocabulary: 'source-connections',
          statusVocabulary: 'violation-status',
          Editor: SourceEditor,
        },
      ]}
      orders={['name', 'number', 'added']}
      above={<SealedLine />}
      detail={({ id, kind }) => (kind === 'source' ? <SourceDetail id={id} /> : <ActorDetail id={id} />)}
    />
  );
}
