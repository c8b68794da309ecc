/** The script for pages without modules. To be named by a `<script src>`, not imported. */
export {};
