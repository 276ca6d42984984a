{{- $key := .key }}[{{ range $place, $page := .pages }}{{ if $place }},{{ end }}{{ or (index $page.Params.names $key) 0 | jsonify }}{{ end }}]
{{- /**/ -}}
