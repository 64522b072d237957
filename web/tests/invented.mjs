// SPDX-License-Identifier: Apache-2.0
// Answers about invented countries, for tests of how the page draws. Positions are found in the text, so they cannot be wrong.
const TEXT = `KARSK, March 4 (Northern Wire) - Verania and Ostrel agreed on Tuesday to reopen the Karsk border crossing, Foreign Minister Ada Lorn said.

“The crossing will open on March 12, without conditions,” she told reporters. The two governments will hold a second round of talks in Geneva next month, according to two officials, who cited a letter from the Ostrel presidency.

Ostrel’s defense ministry denied that its forces had shelled the village of Dreb, as Verania’s general staff had said on Monday. Residents spoke of three explosions.`;

function span(words, after = 0) {
  const at = [...TEXT.slice(0, TEXT.indexOf(words, after))].length;
  return {begin: at, end: at + [...words].length, text: words};
}

const party = (words, name, country, sector, after) => ({...span(words, after), name, country, sector, actor_id: 'ac_' + name.replace(/\W/g, '')});
const DENIAL = TEXT.indexOf('Ostrel’s defense');

const STATEMENTS = [
  {id: 'st_1', speaker: party('Foreign Minister Ada Lorn', 'Ada Lorn', 'VER', 'GOV'), cue: span('said', TEXT.indexOf('Ada Lorn')),
    content: [span('Verania and Ostrel agreed on Tuesday to reopen the Karsk border crossing')], form: 'indirect', addressee: null, within: null, score: .97, rule: 'statement-head'},
  {id: 'st_2', speaker: party('she', 'Ada Lorn', 'VER', 'GOV', TEXT.indexOf('conditions')), cue: span('told'), content: [span('“The crossing will open on March 12, without conditions,”')], form: 'direct',
    addressee: party('reporters', 'reporters', '', 'JRN'), within: null, score: .99, rule: 'statement-head'},
  {id: 'st_3', speaker: party('two officials', 'two officials', '', 'GOV'), cue: span('according to'), content: [span('The two governments will hold a second round of talks in Geneva next month')], form: 'indirect',
    addressee: null, within: null, score: .93, rule: 'statement-head'},
  {id: 'st_4', speaker: party('a letter from the Ostrel presidency', 'letter from the Ostrel presidency', 'OST', 'GOV'), cue: span('cited'),
    content: [span('a second round of talks in Geneva next month')], form: 'indirect', addressee: null, within: 'st_3', score: .81, rule: 'statement-head'},
  {id: 'st_5', speaker: party('Ostrel’s defense ministry', 'Defense Ministry of Ostrel', 'OST', 'MIL'), cue: span('denied'), content: [span('its forces had shelled the village of Dreb')], form: 'indirect',
    addressee: null, within: null, score: .95, rule: 'statement-head'},
];

const EVENTS = [
  {id: 'mn_1', event_id: 'ev_1', trigger: span('agreed'), type: 'AGREE', mode: '', cameo: '057', quad: 1, actors: [party('Verania', 'Verania', 'VER', 'GOV'), party('Ostrel', 'Ostrel', 'OST', 'GOV')],
    recipients: [], status: 'happened', within: 'st_1', content_of: null, date: {...span('on Tuesday'), from: '2026-03-03', to: '2026-03-03'}, place: null, score: .96, rule: 'event-head'},
  {id: 'mn_2', event_id: 'ev_2', trigger: span('reopen'), type: 'RETREAT', mode: 'access', cameo: '0834', quad: 2, actors: [party('Verania', 'Verania', 'VER', 'GOV')], recipients: [], status: 'planned', within: 'st_1',
    content_of: 'mn_1', date: null, place: {...span('Karsk border crossing'), name: 'Karsk', country: 'VER'}, score: .9, rule: 'event-head'},
  {id: 'mn_3', event_id: 'ev_3', trigger: span('talks'), type: 'CONSULT', mode: '', cameo: '046', quad: 1, actors: [party('The two governments', 'Verania', 'VER', 'GOV')], recipients: [], status: 'planned', within: 'st_4',
    content_of: null, date: {...span('next month'), from: '2026-04-01', to: '2026-04-30'}, place: {...span('Geneva'), name: 'Geneva', country: 'CHE'}, score: .92, rule: 'event-head'},
  {id: 'mn_4', event_id: 'ev_4', trigger: span('denied'), type: 'REJECT', mode: '', cameo: '016', quad: 3, actors: [party('Ostrel’s defense ministry', 'Defense Ministry of Ostrel', 'OST', 'MIL')], recipients: [],
    status: 'happened', within: null, content_of: null, date: null, place: null, score: .88, rule: 'event-head'},
  {id: 'mn_5', event_id: 'ev_5', trigger: span('shelled'), type: 'ASSAULT', mode: 'heavy-weapons', cameo: '194', quad: 4, actors: [party('its forces', 'Ostrel forces', 'OST', 'MIL', DENIAL)], recipients: [], status: 'denied',
    within: 'st_5', content_of: 'mn_4', date: {...span('on Monday'), from: '2026-03-02', to: '2026-03-02'}, place: {...span('the village of Dreb'), name: 'Dreb', country: 'VER'}, score: .94, rule: 'event-head'},
];

const REPORT = {id: 'rp_1', date: '2026-03-04', source: 'Northern Wire', title: 'Verania and Ostrel agree to reopen border crossing', report: {language: 'en', copy_of: '', url: '', author: ''}, text: TEXT,
  offsets: 'codepoint', statements: STATEMENTS, events: EVENTS};

const row = (id, type, mode, quad, status, from, actors, recipients, place, reports, independent, more = {}) => ({event_id: id, type, mode, cameo: '', quad, status, contested: false, date_from: from, date_to: from,
  date_basis: 'text', actors, recipients, place, place_country: place ? 'VER' : '', n_reports: reports, n_independent: independent, n_copies: reports - independent, n_mentions: reports,
  [`votes_${status}`]: independent, trigger: 'shelled', confidence: .9, review: 'unreviewed', outcome_id: '', outcome_verdict: '', contradiction_ids: [], plan_of: [], first_reported: '2026-03-04', ...more});

const ROWS = [
  row('ev_1', 'AGREE', '', 1, 'happened', '2026-03-03', ['Verania', 'Ostrel'], [], 'Karsk', 7, 3),
  row('ev_2', 'RETREAT', 'access', 2, 'planned', '2026-03-12', ['Verania'], [], 'Karsk', 5, 2),
  row('ev_5', 'ASSAULT', 'heavy-weapons', 4, 'happened', '2026-03-01', ['Ostrel forces'], [], 'Dreb', 11, 5, {contested: true, votes_happened: 4, votes_denied: 1}),
  row('ev_6', 'THREATEN', 'restrict', 3, 'happened', '2026-02-26', ['Ostrel'], ['Verania'], '', 3, 2, {date_basis: 'publication_date'}),
  row('ev_7', 'AID', '', 2, 'requested', '2026-02-20', ['United Nations'], ['Verania'], 'Dreb', 2, 1),
];

function weeks() {
  const points = [];
  for (let at = 0; at < 12; at += 1) {
    const start = new Date(Date.UTC(2026, 0, 5 + 7 * at)).toISOString().slice(0, 10);
    const by = {1: (at * 7) % 5, 2: (at * 3) % 4, 3: (at * 5) % 6, 4: (at * 11) % 7};
    points.push({period: start, start, rows: Object.values(by).reduce((sum, one) => sum + one), reports: 4 + (at * 5) % 9, by});
  }
  return {interval: 'week', by: 'quad', keys: ['1', '2', '3', '4'], points, undated: 2, exact: true};
}

const facet = pairs => ({values: pairs.map(([value, rows]) => ({value, label: value, rows})), distinct: pairs.length, exact: true});
const page = data => ({data, page: {limit: 60, next: null, next_url: null}, count: {rows: data.length, reports: 12, sources: 5, exact: true}, query: {human: 'events', revision: 7}});

/** What the API of a tiny ledger would answer; null for what it does not have. */
export function answer(path) {
  const known = {
    '/version': {program: 'demarche', version: '1.0', api: 'v1', read_only: false, ledger: 'invented.db', ready: true},
    'vocab/countries': {data: [{iso3: 'VER', name: 'Verania'}, {iso3: 'OST', name: 'Ostrel'}, {iso3: 'CHE', name: 'Switzerland'}]},
    'reports/rp_1/annotations': REPORT,
    reports: page([{report_id: 'rp_1', published: '2026-03-04', source: 'Northern Wire', title: REPORT.title, statements: 5, events: 5, copy_of: ''}]),
    events: page(ROWS),
    'events/timeline': weeks(),
    'facets/events': {facets: {type: facet([['AGREE', 1], ['ASSAULT', 1], ['THREATEN', 1], ['AID', 1], ['RETREAT', 1]]), status: facet([['happened', 3], ['planned', 1], ['requested', 1]]),
      country: facet([['VER', 4], ['OST', 3]])}},
    overview: {from: '2026-01-05', to: '2026-03-28', today: '2026-03-28', counts: {reports: 96, copies: 12, sources: 9, statements: 214, mentions: 60, events: 33, actors: 20, plans: 7, contradictions: 2},
      trends: [{type: 'ASSAULT', country: 'VER', now: 34, before: 21, band: 'up'}, {type: 'CONCEDE', country: '', now: 2, before: 1, band: 'low base'}], coming: [], overdue: [],
      speakers: [{actor_id: 'ac_1', name: 'Ada Lorn', country: 'VER', statements: 44}], disputed: [], models: ['news-en']},
    contradictions: page([]),
  };
  return known[path] ?? null;
}
