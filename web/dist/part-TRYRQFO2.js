import{e as t,j as e,o}from"./part-F2HVCECB.js";function r(){return t(()=>o(e("/map"),!0),[]),null}export{r as default};
