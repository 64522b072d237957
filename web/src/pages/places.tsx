// SPDX-License-Identifier: Apache-2.0
import {useEffect} from 'preact/hooks';
import {go, to} from '../core/router';

/** Places are shown by the map. */
export default function PlacesPage() {
  useEffect(() => go(to('/map'), true), []);
  return null;
}
