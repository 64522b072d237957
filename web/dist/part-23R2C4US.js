import{e as t,j as e,p as o}from"./part-HVU3OWZI.js";function r(){return t(()=>o(e("/map"),!0),[]),null}export{r as default};
