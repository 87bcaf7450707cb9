"""`plotly` in the browser: figures as data, for the component Plot.

The Python wheel of plotly costs a page 6 MB and two seconds before the first figure; apps use a small part of
it. Here are figures, traces and layouts with their attribute access, without the validation of every value:
Plotly.js says what is wrong. Where the real package is installed it is used instead.
Responsible for data only. May not know components or the page.
"""
