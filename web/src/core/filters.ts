// SPDX-License-Identifier: Apache-2.0
// The filters of the query bar: how each is said and edited, and which lists take it. Names are the parameters of the API.
import {params} from './router';
import {QUADS, SECTORS, countryName, nameOf, sayDay} from './words';

export type Kind = 'events' | 'mentions' | 'statements' | 'reports' | 'actors' | 'sources' | 'places' | 'plans' | 'contradictions' | 'decisions';
export type Editor = 'choice' | 'text' | 'day' | 'number' | 'flag';

export interface Filter {
  label: string;              // in the menu of filters
  editor: Editor;
  facet?: string;             // the column that the server counts
  choices?: string[];
  say: (values: string[]) => string;
}

function either(values: string[], of: (value: string) => string = value => value): string {
  const without = values.filter(value => value.startsWith('!')).map(value => of(value.slice(1)));
  const within = values.filter(value => !value.startsWith('!')).map(of);
  return [within.join(' or '), without.length ? 'not ' + without.join(', not ') : ''].filter(Boolean).join(', ');
}

const quoted = (values: string[]) => either(values, value => `“${value}”`);

const STATUS_CHOICES = ['happened', 'ongoing', 'planned', 'requested', 'threatened', 'possible', 'denied'];
const underscored = (value: string) => value.replace('_', ' ');

export const FILTERS: Record<string, Filter> = {
  q: {label: 'Words', editor: 'text', say: quoted},
  type: {label: 'Type', editor: 'choice', facet: 'type', say: values => either(values)},
  mode: {label: 'Mode', editor: 'choice', facet: 'mode', say: values => either(values)},
  quad: {label: 'Kind of act', editor: 'choice', facet: 'quad', say: values => either(values, value => QUADS[Number(value)] ?? value)},
  status: {label: 'Status', editor: 'choice', facet: 'status', say: values => either(values)},
  any_status: {label: 'Some source says', editor: 'choice', choices: STATUS_CHOICES, say: values => 'some source says ' + either(values)},
  contested: {label: 'Disputed', editor: 'flag', facet: 'contested', say: ([value]) => value === '0' ? 'not disputed' : 'disputed'},
  actor: {label: 'Who', editor: 'choice', facet: 'actor', say: values => 'by ' + either(values, nameOf)},
  recipient: {label: 'To whom', editor: 'choice', facet: 'recipient', say: values => 'to ' + either(values, nameOf)},
  party: {label: 'Anybody who takes part', editor: 'text', say: values => 'with ' + either(values, nameOf)},
  speaker: {label: 'Speaker', editor: 'choice', facet: 'speaker', say: values => 'said by ' + either(values, nameOf)},
  addressee: {label: 'Said to', editor: 'choice', facet: 'addressee', say: values => 'said to ' + either(values, nameOf)},
  name: {label: 'Name', editor: 'text', say: values => 'named ' + quoted(values)},
  kind: {label: 'Kind', editor: 'choice', facet: 'kind', say: values => either(values, value => value.replace('_', ' / '))},
  field: {label: 'In dispute', editor: 'choice', facet: 'field', say: values => 'about ' + either(values)},
  state: {label: 'State', editor: 'choice', facet: 'state', say: values => either(values)},
  verdict: {label: 'Outcome', editor: 'choice', facet: 'verdict', say: values => either(values, underscored)},
  country: {label: 'Country', editor: 'choice', facet: 'country', say: values => either(values, countryName)},
  sector: {label: 'Sector', editor: 'choice', facet: 'sector', say: values => either(values, value => SECTORS[value] ?? value)},
  place: {label: 'Place', editor: 'choice', facet: 'place', say: values => 'in ' + either(values, countryName)},
  source: {label: 'Source', editor: 'choice', facet: 'source', say: values => 'reported by ' + either(values, nameOf)},
  language: {label: 'Language', editor: 'choice', facet: 'language', say: values => 'in ' + either(values)},
  copies: {label: 'Copies', editor: 'flag', facet: 'copies', say: ([value]) => value === '0' ? 'no copies' : 'copies alone'},
  form: {label: 'Quotation', editor: 'choice', facet: 'form', say: values => either(values) + ' speech'},
  named: {label: 'Speaker known by name', editor: 'flag', say: ([value]) => value === '0' ? 'by somebody unnamed' : 'by somebody named'},
  chain_min: {label: 'Steps of the chain, at least', editor: 'number', say: ([value]) => `through ≥ ${value} steps`},
  from: {label: 'From', editor: 'day', say: ([value]) => 'from ' + sayDay(value)},
  to: {label: 'Until', editor: 'day', say: ([value]) => 'until ' + sayDay(value)},
  reported_from: {label: 'Reported from', editor: 'day', say: ([value]) => 'reported from ' + sayDay(value)},
  reported_to: {label: 'Reported until', editor: 'day', say: ([value]) => 'reported until ' + sayDay(value)},
  date_precision_max: {label: 'Dates no vaguer than', editor: 'choice', choices: ['day', 'week', 'month', 'year'], say: ([value]) => `known to the ${value}`},
  sources_min: {label: 'Independent sources, at least', editor: 'number', say: ([value]) => `≥ ${value} independent sources`},
  reports_min: {label: 'Reports, at least', editor: 'number', say: ([value]) => `≥ ${value} reports`},
  killed_min: {label: 'People killed, at least', editor: 'number', say: ([value]) => `≥ ${value} killed`},
  confidence_min: {label: 'Confidence, at least', editor: 'number', say: ([value]) => `confidence ≥ ${value}`},
  event: {label: 'Event', editor: 'text', say: values => 'event ' + either(values)},
  review: {label: 'Reviewed', editor: 'choice', facet: 'review', say: values => either(values)},
};

/** Which filters each list takes, in the order of the menu. A parameter that a list does not know is an error of the API. */
export const TAKES: Record<Kind, string[]> = {
  events: ['q', 'type', 'status', 'any_status', 'contested', 'country', 'actor', 'recipient', 'party', 'place', 'source', 'speaker', 'from', 'to', 'reported_from',
    'reported_to', 'sources_min', 'reports_min', 'killed_min', 'date_precision_max', 'sector', 'quad', 'mode', 'confidence_min', 'review', 'event'],
  mentions: ['q', 'type', 'status', 'country', 'actor', 'recipient', 'party', 'place', 'source', 'speaker', 'from', 'to', 'reported_from', 'reported_to', 'quad',
    'mode', 'confidence_min', 'event'],
  statements: ['q', 'speaker', 'addressee', 'country', 'source', 'form', 'chain_min', 'named', 'from', 'to', 'confidence_min', 'event'],
  reports: ['q', 'source', 'from', 'to', 'language', 'copies', 'event'],
  actors: ['name', 'country', 'kind', 'sector', 'reports_min'],
  sources: ['name', 'reports_min'],
  places: ['name', 'country'],
  plans: ['verdict', 'status', 'type', 'country', 'actor', 'recipient', 'from', 'to', 'event'],
  contradictions: ['kind', 'field', 'state', 'type', 'country', 'actor', 'from', 'to', 'sources_min', 'event'],
  decisions: ['from', 'to'],
};

/** The values of a filter in the address; a comma is OR as repetition is. */
export function valuesOf(name: string, from: URLSearchParams = params.value): string[] {
  return from.getAll(name).flatMap(value => value.split(',')).filter(Boolean);
}

/** The filters of the address that a list takes, as parameters for the API. */
export function filtersFor(kind: Kind, from: URLSearchParams = params.value): URLSearchParams {
  const out = new URLSearchParams();
  for (const name of Object.keys(FILTERS)) {
    if (!TAKES[kind].includes(name)) continue;
    const values = valuesOf(name, from);
    if (values.length) out.set(name, values.join(','));
  }
  return out;
}

/** All filters of the address: what changes of page keep. */
export function allFilters(from: URLSearchParams = params.value): URLSearchParams {
  const out = new URLSearchParams();
  for (const name of Object.keys(FILTERS)) for (const value of from.getAll(name)) out.append(name, value);
  return out;
}
