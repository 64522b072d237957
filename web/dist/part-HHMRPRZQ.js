import{a,b}from"./part-GYVKA4WP.js";import"./part-2UTZVOYT.js";import"./part-4AVB4KSU.js";import"./part-U2AIOX4F.js";import"./part-HVU3OWZI.js";export{a as StatementLine,b as default};
