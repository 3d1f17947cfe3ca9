import { MessageSquareQuote, Siren } from 'lucide-react';
import { RecordKindScreen } from '../records/record-kind-screen.tsx';
import { ClaimDetail } from './claim-detail.tsx';
import { ClaimEditor } from './claim-editor.tsx';
import { IncidentDetail } from './incident-detail.tsx';
import { IncidentEditor } from './incident-editor.tsx';
import './incidents.css';

/** What happened, and what is claimed about it. */
export function Incidents() {
  return (
    <RecordKindScreen
      screen="incidents"
      kinds={[
        {
          kind: 'incident',
          icon: Siren,
          typeVocabulary: 'incident-types',
          statusVocabulary: 'violation-status',
          Editor: IncidentEditor,
        },
        {
          kind: 'claim',
          icon: MessageSquareQuote,
          typeVocabulary: null,
          statusVocabulary: 'violation-status',
          Editor: ClaimEditor,
        },
      ]}
      orders={['date', 'name', 'number', 'added']}
      detail={({ id, kind }) => (kind === 'claim' ? <ClaimDetail id={id} /> : <IncidentDetail id={id} />)}
    />
  );
}
