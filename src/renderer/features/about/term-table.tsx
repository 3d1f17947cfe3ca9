import { languages } from '../../i18n/i18n.ts';
import type { Row } from './draft-terms.ts';

export function TermTable({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <table className="draft-terms">
      <thead>
        <tr>
          {languages.map(({ id, name }) => (
            <th key={id} scope="col" lang={id}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row[0]}>
            {languages.map(({ id }, at) => (
              <td key={id} lang={id}>
                {row[at]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
