import { findFirefox } from '../../web/build/programs.js';
import { startFirefox } from './firefox.js';
import { smoke } from './smoke.js';

smoke('Firefox', startFirefox, findFirefox() ? undefined : 'no Firefox here: the variable FIREFOX names one, or firefox-esr is on the PATH');
