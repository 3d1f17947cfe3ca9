import { version } from '../shared/version.ts';

/** Stands in for the application until it has its own screens: everything works from the command line. */
export function App() {
  return (
    <main>
      <h1>Stele {version}</h1>
      <p>
        This version works from the command line. <code>npx stele --help</code> lists what it can do.
      </p>
    </main>
  );
}
