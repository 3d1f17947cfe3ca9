import { Component, lazy, Suspense, useEffect, type ReactNode } from 'react';
import { ErrorNotice } from '../components/notice.tsx';
import { About } from '../features/about/about.tsx';
import { BringBack } from '../features/bring-back/bring-back.tsx';
import { Custody } from '../features/custody/custody.tsx';
import { Describe } from '../features/describe/describe.tsx';
import { Disposition } from '../features/disposition/disposition.tsx';
import { Dossier } from '../features/dossier/dossier.tsx';
import { Evidence } from '../features/evidence/evidence.tsx';
import { Gaps } from '../features/gaps/gaps.tsx';
import { Incidents } from '../features/incidents/incidents.tsx';
import { Manual } from '../features/manual/manual.tsx';
import { Keep } from '../features/keep/keep.tsx';
import { Packages } from '../features/packages/packages.tsx';
import { People } from '../features/people/people.tsx';
import { Persons } from '../features/persons/persons.tsx';
import { Places } from '../features/places/places.tsx';
import { TakeIn } from '../features/take-in/take-in.tsx';
import { TimelineScreen } from '../features/timeline/timeline.tsx';
import { Verify } from '../features/verify/verify.tsx';
import { Start } from '../features/start/start.tsx';
import { useSession } from '../session/session.tsx';
import { leaveRecord, type Screen } from './route.ts';

/** Loaded when it is looked at: what draws it is larger than all the other screens together. */
const MapScreen = lazy(async () => ({ default: (await import('../features/map/map.tsx')).MapScreen }));

/** A screen that fails says so, and the others go on. */
class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="page">
        <ErrorNotice error={this.state.error} />
      </div>
    );
  }
}

export function Screens({ screen }: { readonly screen: Screen | null }) {
  const { archive, locks } = useSession();
  // Another archive, or the same without what is sealed, may have no such record.
  useEffect(() => {
    if (locks > 0) leaveRecord();
  }, [locks]);
  return (
    <Boundary key={`${screen ?? ''} ${archive?.handle ?? ''} ${locks}`}>
      {contentOf(screen, archive !== null)}
    </Boundary>
  );
}

function contentOf(screen: Screen | null, isOpen: boolean): ReactNode {
  if (screen === 'manual') return <Manual />;
  if (screen === 'about') return <About />;
  if (screen === 'verify') return <Verify />;
  if (screen === 'bring-back') return <BringBack />;
  if (!isOpen) return <Start />;
  switch (screen) {
    case 'take-in':
      return <TakeIn />;
    case 'describe':
      return <Describe />;
    case 'keep':
      return <Keep />;
    case 'map':
      return (
        <Suspense>
          <MapScreen />
        </Suspense>
      );
    case 'dossier':
      return <Dossier />;
    case 'places':
      return <Places />;
    case 'incidents':
      return <Incidents />;
    case 'persons':
      return <Persons />;
    case 'timeline':
      return <TimelineScreen />;
    case 'gaps':
      return <Gaps />;
    case 'packages':
      return <Packages />;
    case 'custody':
      return <Custody />;
    case 'people':
      return <People />;
    case 'disposition':
      return <Disposition />;
    case 'evidence':
    case null:
      return <Evidence />;
  }
}
