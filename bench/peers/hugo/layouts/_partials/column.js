{{- $pages := .pages }}{{ $key := .key }}[{{ range $place, $page := $pages }}{{ if $place }},{{ end }}{{ with $key }}{{ index $page.Params . | jsonify }}{{ else }}{{ strings.TrimPrefix "/" $page.RelPermalink | jsonify }}{{ end }}{{ end }}]
{{- /**/ -}}
