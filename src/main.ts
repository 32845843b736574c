// The site: puts the style sheets on the document and mounts <playground-app>, which finds the device by itself.
import '@fontsource-variable/inter/index.css';
import { followTranslators } from './ui/translated-text';
import './ui/app/playground-app';
import { flatPageStyles } from './ui/app/flat-page.styles';
import { headerStyles } from './ui/app/header.styles';
import { lectureStyles } from './ui/app/lecture.styles';
import { pageStyles } from './ui/app/page.styles';
import { adoptStyles, controlStyles, tokens } from './ui/tokens';

followTranslators();
adoptStyles(document, [tokens, controlStyles, headerStyles, pageStyles, flatPageStyles, lectureStyles]);
