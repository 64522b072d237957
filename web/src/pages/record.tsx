// SPDX-License-Identifier: Apache-2.0
// One telling by its id: it is best seen in its report, so the address leads there.
import {useEffect} from 'preact/hooks';
import {useAnswer} from '../core/api';
import {go, segments, to} from '../core/router';
import type {One} from '../core/types';
import {Loading, ProblemBox, text} from '../parts/basics';

export default function MentionPage() {
  const id = segments.value[1] ?? '';
  const answer = useAnswer<One>('mentions/' + id);
  const report = text(answer.data?.data['report_id']);
  useEffect(() => { if (report) go(to(`/reports/${report}#${id}`), true); }, [report]);
  return answer.problem ? <ProblemBox problem={answer.problem} /> : <Loading />;
}
