import { Box, Landmark } from 'lucide-react';
import { isKind } from '../../../shared/catalogue/kinds.ts';
import { RecordKindScreen } from '../records/record-kind-screen.tsx';
import { ObjectEditor } from './object-editor.tsx';
import { PlaceDetail } from './place-detail.tsx';
import { PlaceEditor } from './place-editor.tsx';
import './places.css';

/** What was harmed: places, and objects at or from them. */
export function Places() {
  return (
    <RecordKindScreen
      screen="places"
      kinds={[
        {
          kind: 'place',
          icon: Landmark,
          typeVocabulary: 'place-types',
          statusVocabulary: 'site-status',
          Editor: PlaceEditor,
        },
        {
          kind: 'object',
          icon: Box,
          typeVocabulary: null,
          statusVocabulary: 'site-status',
          Editor: ObjectEditor,
        },
      ]}
      orders={['name', 'number', 'date', 'added']}
      // Of an assessment the place that it is about.
      detail={(record) =>
        isKind(record, 'assessment') ? (
          <PlaceDetail id={record.content.of} sought={record.id} />
        ) : (
          <PlaceDetail id={record.id} sought={null} />
        )
      }
    />
  );
}
