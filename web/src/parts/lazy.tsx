// SPDX-License-Identifier: Apache-2.0
// A part that is loaded when it is first shown.
import type {ComponentType} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {Loading} from './basics';

export function lazyPart<Props extends object>(load: () => Promise<{default: ComponentType<Props>}>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Later(props: Props) {
    const [, redraw] = useState(0);
    useEffect(() => {
      if (!loaded) void load().then(part => { loaded = part.default; redraw(count => count + 1); });
    }, []);
    const Part = loaded;
    return Part ? <Part {...props} /> : <Loading />;
  };
}
